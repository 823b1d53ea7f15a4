import type { CommandSpec } from "./command.ts";
import { accountAskRecovery } from "./commands/account-ask-recovery.ts";
import { accountClose } from "./commands/account-close.ts";
import { accountConfirmRecovery } from "./commands/account-confirm-recovery.ts";
import { accountGivePassword } from "./commands/account-give-password.ts";
import { accountRemoveSecondFactor } from "./commands/account-remove-second-factor.ts";
import { calendarAnnounce } from "./commands/calendar-announce.ts";
import { caseExtend } from "./commands/case-extend.ts";
import { caseFill } from "./commands/case-fill.ts";
import { caseMove } from "./commands/case-move.ts";
import { caseOpen } from "./commands/case-open.ts";
import { caseRead } from "./commands/case-read.ts";
import { caseReopen } from "./commands/case-reopen.ts";
import { contactEnd } from "./commands/contact-end.ts";
import { contactSet } from "./commands/contact-set.ts";
import { dutyDecline } from "./commands/duty-decline.ts";
import { dutyExcuse } from "./commands/duty-excuse.ts";
import { factOpen } from "./commands/fact-open.ts";
import { grantEnd } from "./commands/grant-end.ts";
import { grantGive } from "./commands/grant-give.ts";
import { householdMerge } from "./commands/household-merge.ts";
import { householdSplit } from "./commands/household-split.ts";
import { notificationAdd } from "./commands/notification-add.ts";
import { notificationRemove } from "./commands/notification-remove.ts";
import { leaveBegin } from "./commands/leave-begin.ts";
import { leaveEnd } from "./commands/leave-end.ts";
import { officeOpen } from "./commands/office-open.ts";
import { personDie } from "./commands/person-die.ts";
import { personEraseRefuse } from "./commands/person-erase-refuse.ts";
import { personErase } from "./commands/person-erase.ts";
import { personMove } from "./commands/person-move.ts";
import { postEnd } from "./commands/post-end.ts";
import { postGive } from "./commands/post-give.ts";
import { postHandOver } from "./commands/post-hand-over.ts";
import { recordMake } from "./commands/record-make.ts";
import { recordRead } from "./commands/record-read.ts";
import { recordStrike } from "./commands/record-strike.ts";
import { registerChange } from "./commands/register-change.ts";
import { registerEnter } from "./commands/register-enter.ts";
import { journalExport } from "./commands/journal-export.ts";
import { registerExport } from "./commands/register-export.ts";
import { registerImportCases } from "./commands/register-import-cases.ts";
import { registerImportRecords } from "./commands/register-import-records.ts";
import { registerImport } from "./commands/register-import.ts";
import { registerMerge } from "./commands/register-merge.ts";
import { registerUndoImport } from "./commands/register-undo-import.ts";
import { registerUnmerge } from "./commands/register-unmerge.ts";
import { reportCorrect } from "./commands/report-correct.ts";
import { reportIssue } from "./commands/report-issue.ts";
import { rightsGiveCode } from "./commands/rights-give-code.ts";
import { rightsEndCode } from "./commands/rights-end-code.ts";
import { rightsOpen } from "./commands/rights-open.ts";
import { rightsAsk } from "./commands/rights-ask.ts";
import { rightsAnswer } from "./commands/rights-answer.ts";
import { standardAdopt } from "./commands/standard-adopt.ts";
import { standardTune } from "./commands/standard-tune.ts";

/** Every change anybody can make, by its name on the wire, which is its file: record.make is commands/record-make.ts. */
export const commands = new Map<string, CommandSpec>(
  (
    [
      recordMake,
      recordStrike,
      caseOpen,
      caseMove,
      caseFill,
      caseExtend,
      caseReopen,
      dutyExcuse,
      dutyDecline,
      registerEnter,
      registerChange,
      registerExport,
      journalExport,
      registerImport,
      registerImportRecords,
      registerImportCases,
      registerUndoImport,
      registerMerge,
      registerUnmerge,
      personMove,
      personDie,
      personErase,
      personEraseRefuse,
      rightsGiveCode,
      rightsEndCode,
      rightsOpen,
      rightsAsk,
      rightsAnswer,
      householdSplit,
      householdMerge,
      contactSet,
      contactEnd,
      factOpen,
      recordRead,
      caseRead,
      notificationAdd,
      notificationRemove,
      reportIssue,
      reportCorrect,
      officeOpen,
      accountGivePassword,
      accountClose,
      accountRemoveSecondFactor,
      accountAskRecovery,
      accountConfirmRecovery,
      postGive,
      postEnd,
      postHandOver,
      leaveBegin,
      leaveEnd,
      grantGive,
      grantEnd,
      calendarAnnounce,
      standardAdopt,
      standardTune,
    ] as CommandSpec[]
  ).map((spec) => [spec.name, spec]),
);
