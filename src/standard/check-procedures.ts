import { ownNamesOfCase, procedureFacts } from "./case-facts.ts";
import {
  type Desk,
  checkCites,
  checkClause,
  checkCondition,
  checkRoles,
  checkSpan,
  mistake,
  unknown,
  warn,
} from "./check-desk.ts";
import { checkFields, warnOfTwiceAsked } from "./check-facts.ts";
import { checkPaths } from "./check-paths.ts";
import { checkShows } from "./check-promises.ts";
import type { DocumentDeadline, DocumentProcedure } from "./document.ts";
import type { Path } from "./fault.ts";
import type { Fact } from "./standard.ts";

export function checkProcedures(desk: Desk): void {
  for (const [id, procedure] of Object.entries(desk.document.procedures)) {
    const path = ["procedures", id];
    const known = procedureFacts(desk.document, id);
    checkHead(desk, path, procedure, known);
    for (const stage of Object.keys(procedure.stages)) checkStage(desk, path, procedure, stage, known);
    checkAsked(desk, path, procedure);
    checkPaths(desk, path, procedure);
    checkClause(desk, path, procedure.clause);
  }
}

function checkHead(desk: Desk, path: Path, procedure: DocumentProcedure, known: Fact[]): void {
  const { line, about, fields, opens, within, from, reopen, stages, shows } = procedure;
  if (line !== undefined && !desk.document.lines.some((each) => each.id === line)) {
    unknown(desk, [...path, "line"], "line", line);
  }
  if (about.length === 0 && !procedure.anonymous) {
    mistake(desk, path, {
      zh: "应写明办的是谁的事 about，或写 anonymous: true",
      en: "say whom it is `about`, or write anonymous: true",
    });
  }
  checkFields(desk, [...path, "fields"], fields, ownNamesOfCase);
  warnOfTwiceAsked(desk, [...path, "fields"], fields, about);
  checkRoles(desk, [...path, "opens", "by"], opens.by);
  checkAsks(desk, [...path, "opens", "asks"], opens.asks, procedure);
  checkDeadline(desk, [...path, "within"], within, known);
  if (from !== undefined) {
    if (!stages[from]) unknown(desk, [...path, "from"], "stage", from);
    if (within === undefined) {
      mistake(desk, [...path, "from"], {
        zh: "写了 from 却没有整件事的期限 within",
        en: "`from` without a deadline for the whole case, `within`",
      });
    }
  }
  if (reopen) {
    checkSpan(desk, [...path, "reopen", "within"], reopen.within);
    if (!stages[reopen.to]) unknown(desk, [...path, "reopen", "to"], "stage", reopen.to);
    checkRoles(desk, [...path, "reopen", "by"], reopen.by);
  }
  const guarded = about.flatMap((kind) => desk.vocabulary[kind]);
  const fieldList = Object.keys(fields).map((id) => ({ id }));
  checkShows(desk, [...path, "shows"], shows, [...fieldList, ...guarded], "field");
  checkCites(desk, [...path, "basis"], procedure.basis);
}

function checkStage(desk: Desk, above: Path, procedure: DocumentProcedure, id: string, known: Fact[]): void {
  const stage = procedure.stages[id];
  if (!stage) return;
  const path = [...above, "stages", id];
  checkRoles(desk, [...path, "by"], stage.by);
  checkAsks(desk, [...path, "asks"], stage.asks, procedure);
  checkDeadline(desk, [...path, "within"], stage.within, known);
  checkCites(desk, [...path, "basis"], stage.basis);
  if (stage.extend) {
    checkSpan(desk, [...path, "extend", "by"], stage.extend.by);
    if (stage.within === undefined) {
      mistake(desk, [...path, "extend"], {
        zh: "没有期限 within，延期无从谈起",
        en: "there is no deadline, `within`, to extend",
      });
    }
  }
  for (const [name, move] of Object.entries(stage.moves)) {
    const at = [...path, "moves", name];
    if (move.by !== undefined) checkRoles(desk, [...at, "by"], move.by);
    checkCondition(desk, [...at, "when"], move.when, known);
    checkAsks(desk, [...at, "needs"], move.needs, procedure);
  }
}

function checkAsks(desk: Desk, path: Path, asks: string[], procedure: DocumentProcedure): void {
  for (const [index, field] of asks.entries()) {
    if (!procedure.fields[field]) unknown(desk, [...path, index], "field", field);
    else if (asks.indexOf(field) !== index) {
      warn(desk, [...path, index], { zh: `${field} 在这里问了两遍`, en: `${field} is asked for twice here` });
    }
  }
}

/** Several deadlines: the first that holds is taken, so the last should hold of every case. */
function checkDeadline(desk: Desk, path: Path, deadline: DocumentDeadline | undefined, known: Fact[]): void {
  if (deadline === undefined) return;
  if (typeof deadline === "string") return checkSpan(desk, path, deadline);
  for (const [index, { when, is }] of deadline.entries()) {
    checkCondition(desk, [...path, index, "when"], when, known);
    checkSpan(desk, [...path, index, "is"], is);
    const last = index === deadline.length - 1;
    if (last && when !== undefined) {
      warn(desk, [...path, index], {
        zh: "最后一项也带条件：哪个条件都不成立时就没有期限",
        en: "the last one has a condition too: where none holds there is no deadline",
      });
    }
    if (last || when !== undefined) continue;
    mistake(desk, [...path, index], {
      zh: "这一项没有条件，后面的永远用不到",
      en: "this one has no condition, so those after it are never used",
    });
    break;
  }
}

/** A field nobody is ever asked for, one asked for at two places, and a required one asked for only later. */
function checkAsked(desk: Desk, path: Path, { fields, opens, stages }: DocumentProcedure): void {
  const needed = Object.values(stages).flatMap((stage) =>
    Object.values(stage.moves).flatMap((move) => move.needs),
  );
  const asked = Object.entries(stages).map(([id, { asks }]) => ({ id, asks }));
  for (const [id, { required }] of Object.entries(fields)) {
    const at = [...path, "fields", id];
    const stage = asked.find(({ asks }) => asks.includes(id));
    if (!opens.asks.includes(id) && !stage && !needed.includes(id)) {
      warn(desk, at, { zh: `没有哪一步会问到 ${id}`, en: `nobody is ever asked for ${id}` });
    } else if (opens.asks.includes(id) && stage) {
      warn(desk, at, {
        zh: `${id} 问了两遍：登记时和环节 ${stage.id}`,
        en: `${id} is asked for twice: at opening and at the stage ${stage.id}`,
      });
    } else if (required && !opens.asks.includes(id)) {
      warn(desk, at, {
        zh: `${id} 必填，登记时却不问；要在某一步必填，请写进那个去向的 needs`,
        en: `${id} is required but not asked for at opening; where a later step needs it, name it in that move's \`needs\``,
      });
    }
  }
}
