import { serveStatic } from "@hono/node-server/serve-static";
import type { IncomingMessage } from "node:http";
import { Hono } from "hono";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { newId } from "#basics/id.ts";
import type { Text } from "#basics/text.ts";
import { databaseFault } from "#database/fault.ts";
import type { DatabaseFault } from "#database/fault.ts";
import { dayText, localDay } from "#basics/day.ts";
import { engineScope, ownScope, scoped } from "#database/scope.ts";
import { zoneOfMachine } from "#record/clock.ts";
import { loadOffice } from "#record/office.ts";
import { ClockBehind } from "#record/clock.ts";
import { NotFound } from "#record/views/reader.ts";
import type { Reader } from "#record/views/reader.ts";
import type { Actor } from "#record/perform.ts";
import { officesOf } from "#record/posts-held.ts";
import type { HeldPost } from "#record/posts-held.ts";
import { reading } from "#record/views/reading.ts";
import { reachesGuarded, secretary } from "#work/office-rules.ts";
import { mayAsk } from "#work/rights.ts";
import { isLoopback } from "./settings.ts";
import { WrongCall } from "./route.ts";
import type { Asker, House, Route } from "./route.ts";
import { routes } from "./routes.ts";
import { askRecovery } from "./routes/recovery.ts";
import { addressHeader } from "./sign-in.ts";
import type { SignedIn } from "./sign-in.ts";

const screens = fileURLToPath(new URL("../../dist/workbench", import.meta.url));

/** The whole of HTTP: sign-in, our routes, and the built screens. */
export function httpApp(house: House, loopbackOnly: () => boolean, isSecure = false): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"], // Ant Design writes its styles at run time
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
      },
      xFrameOptions: "DENY", // for browsers that do not know frame-ancestors
      permissionsPolicy: Object.fromEntries(unused.map((feature) => [feature, []])),
      // Once told, a browser asks by nothing but HTTPS for half a year: only where this is how it is reached.
      strictTransportSecurity: isSecure ? "max-age=15552000" : false,
    }),
  );
  app.use(async (context, next) => {
    // A page elsewhere that points its own name at this machine must not read a demonstration.
    if (loopbackOnly() && !isLoopback(new URL(context.req.url).hostname))
      return context.json({ code: "loopback-only", say: loopbackSay }, 403);
    await next();
  });
  app.use("/api/*", async (context, next) => {
    // The cookie goes along from any port and sister host of this one (they are one “site”), the right to act does not.
    const origin = context.req.header("origin");
    // Browsers that leave out the origin still say where from; whoever says neither is no browser, and sends nobody's cookie.
    const from = context.req.header("sec-fetch-site") ?? "same-origin";
    const isForeign =
      (origin !== undefined && !isOwn(origin, context)) || !["same-origin", "none"].includes(from);
    if (!["GET", "HEAD"].includes(context.req.method) && isForeign)
      return context.json({ code: "other-origin", say: otherOrigin }, 403);
    await next();
    // What is shown of people stays out of the browser's cache: office computers are shared.
    if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-store");
  });
  app.use(
    "/api/*",
    bodyLimit({
      maxSize: 24 * 1024 * 1024,
      onError: (context) => context.json({ code: "too-large", say: tooLarge }, 413),
    }),
  );
  app.use("/rights/*", bodyLimit({ maxSize: 16 * 1024, onError: sayTooLong }));
  app.use("/api/auth/*", bodyLimit({ maxSize: 16 * 1024, onError: sayTooLong })); // before anybody has said who they are
  // Of the library's many addresses (changing one's own name or username among them) those that are used, and no others.
  for (const path of [...toComeIn, ...onceInside])
    app.post(`/api/auth/${path}`, async (context) => {
      if (onceInside.includes(path)) mustNotChange(await ownerOf(house, context));
      const answer = await house.signIn.handle(await withAddress(context));
      // The library answers an error of its own making in English; the database may say what it was.
      if (answer.status >= 500) await house.keeper.database.auth.query("select");
      if (answer.status >= 500) throw new Error(`sign-in answered ${answer.status}`);
      return answer;
    });

  app.post("/api/auth/recovery", async (context) =>
    context.json(await askRecovery(house, context.req.raw.headers)),
  );

  for (const route of routes)
    app.on(route.method.toUpperCase(), route.path, (context) => answerRoute(house, route, context));

  app.all("/api/*", async (context) => {
    await ownerOf(house, context); // a stranger is not told which addresses there are
    return context.json({ code: "no-such-address", say: noSuchAddress }, 404);
  });
  app.use("/assets/*", async (context, next) => {
    await next();
    if (context.res.ok) context.header("cache-control", "public, max-age=31536000, immutable");
  });
  app.onError((error, context) => wrongCall(error, context));
  app.notFound((context) => context.json({ code: "no-such-address", say: noSuchAddress }, 404));
  if (!existsSync(screens)) return app; // the interface alone, as tests ask for it
  app.use("*", serveStatic({ root: screens }));
  app.get("/assets/*", (context) => context.notFound()); // of an older build: the page itself must not be kept in its place
  app.get("*", serveStatic({ root: screens, path: "index.html" }));
  return app;
}

const toComeIn = [
  "sign-in/username",
  "sign-in/demonstration",
  "sign-out",
  "two-factor/verify-totp",
  "two-factor/verify-backup-code",
];

/** What one does about one's own account, once its password is one's own. */
const onceInside = ["two-factor/enable", "two-factor/disable", "two-factor/generate-backup-codes"];

/** What these pages never ask a browser for, so that nothing brought into one could. */
const unused = [
  "accelerometer",
  "browsingTopics",
  "camera",
  "displayCapture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
] as const;

async function answerRoute(house: House, route: Route, context: Context): Promise<Response> {
  const signedIn = route.who === "account" ? await ownerOf(house, context) : undefined;
  const asker = route.who === "anyone" || signedIn ? undefined : await askerOf(house, context);
  if (asker !== undefined) await mustBe(house, route.who, asker);
  let query: unknown = {};
  if (route.query !== undefined) {
    const parsed = route.query.safeParse(context.req.query());
    if (!parsed.success)
      throw new WrongCall(422, {
        code: "wrong-query",
        say: { zh: "地址里的参数不对。", en: "A parameter of this address is wrong." },
        where: parsed.error.issues.map(({ path }) => path.join(".")).join(", "),
      });
    query = parsed.data;
  }
  return route.answer({
    house,
    context,
    query: query as Record<string, never>,
    asker: asker as Asker,
    signedIn: signedIn as SignedIn,
    stillThere: () =>
      askerOf(house, context).then(
        ({ office }) => office === asker?.office,
        () => false,
      ),
    reading: (look) => readingAs(house, asker as Asker, look),
  });
}

/** @throws WrongCall where no role of theirs is among those the route is for. */
async function mustBe(house: House, who: Route["who"], asker: Asker): Promise<void> {
  if (who === "anyone" || who === "account" || who === "signed-in") return;
  if (who === "secretary" && asker.actor.roles.includes(secretary.id)) return;
  const roles = await readingAs(house, asker, async ({ office }) => office.rules.roles);
  if (who !== "secretary" && mayAsk(who, asker.actor.roles, roles)) return;
  throw new WrongCall(403, { code: "not-allowed", say: isFor[who] });
}

const isFor: Record<Exclude<Route["who"], "anyone" | "account" | "signed-in">, Text> = {
  secretary: { zh: "只有社区书记可以。", en: "Only the secretary may." },
  inside: {
    zh: "只有本机构自己的岗位可以。",
    en: "Only the office's own roles may.",
  },
  figures: {
    zh: "只有本机构的岗位和上级查看可以。",
    en: "Only the office's own roles and a supervisor may.",
  },
  journal: {
    zh: "只有本机构的岗位和审计可以。",
    en: "Only the office's own roles and an auditor may.",
  },
};

function readingAs<T>(
  { keeper, clock }: House,
  { office, posts, actor }: Asker,
  look: (reader: Reader) => Promise<T>,
): Promise<T> {
  return reading(keeper, office, { ...actor, posts }, clock.now(), look);
}

/** The account signed in, and its posts in the office asked for; the first of its offices where none is named. */
async function askerOf(house: House, context: Context): Promise<Asker> {
  const signedIn = await ownerOf(house, context);
  mustNotChange(signedIn);
  const { account } = signedIn;
  const held = await scoped(house.keeper.database.app, ownScope(account), "read only", (tx) =>
    officesOf(tx, account, house.clock.now()),
  );
  const wished = context.req.header("x-office") ?? context.req.query("office");
  const here = held.find(({ id }) => id === (wished ?? held[0]?.id));
  if (here === undefined)
    throw new WrongCall(403, {
      code: "no-post",
      say: { zh: "您在这个机构没有岗位。", en: "You hold no post in this office." },
    });
  const acts = actsBy(here.posts);
  const { roles } = acts;
  const secondFactorBy = await secondFactorDue(house, here.id, roles, signedIn);
  if (secondFactorBy !== null && secondFactorBy <= dayText(localDay(new Date(), zoneOfMachine)))
    throw new WrongCall(403, {
      code: "second-factor-needed",
      say: {
        zh: "您的岗位看得到受限信息，登录要有两步验证。请先打开。",
        en: "Your post opens guarded facts, so signing in takes a second step. Please set it up first.",
      },
    });
  return {
    account,
    secondFactorBy,
    office: here.id,
    offices: held.map(({ id, title }) => ({ id, title })),
    posts: here.posts.map((post) => ({ ...post, title: { zh: post.role } })),
    actor: { account, ...acts },
  };
}

/** The roles of these posts; where each is for one case, those cases alone. One that is for all makes the others nothing. */
function actsBy(posts: HeldPost[]): Pick<Actor, "roles" | "cases"> {
  const wide = posts.filter(({ granted }) => (granted?.case ?? null) === null);
  const roles = (some: HeldPost[]) => [...new Set(some.map(({ role }) => role))];
  if (wide.length > 0) return { roles: roles(wide) };
  return { roles: roles(posts), cases: posts.flatMap(({ granted }) => granted?.case ?? []) };
}

function mustNotChange({ mustChange }: SignedIn): void {
  if (!mustChange) return;
  throw new WrongCall(403, {
    code: "password-change-needed",
    say: {
      zh: "这是一次性密码，请先换成自己的。",
      en: "This is a one-time password: choose one of your own first.",
    },
  });
}

/** The day from which somebody with these roles needs the second factor that they have not set up; null: they need none, or have it. */
async function secondFactorDue(
  { keeper }: House,
  office: string,
  roles: string[],
  { demonstration, secondFactor, secondFactorFrom }: SignedIn,
): Promise<string | null> {
  // Behind a demonstration account there is nobody, and nothing but invented people.
  if (demonstration || secondFactor) return null;
  // An adoption made on another server is known here with the next reading: a moment later.
  const { rules } =
    keeper.offices.get(office)?.office ??
    (await scoped(keeper.database.app, engineScope(office, null), "read only", (tx) =>
      loadOffice(keeper, tx, office),
    ));
  return reachesGuarded(rules, roles) ? secondFactorFrom : null;
}

/** Whoever is signed in, with a post or without. */
async function ownerOf(house: House, context: Context): Promise<SignedIn> {
  const signedIn = await house.signIn.signedIn(context.req.raw.headers);
  if (signedIn === null)
    throw new WrongCall(401, { code: "sign-in-needed", say: { zh: "请先登录。", en: "Please sign in." } });
  // A page drawn for somebody else, who has since left this browser, must not act in this one's name.
  const drawnFor = context.req.header("x-account");
  if (drawnFor !== undefined && drawnFor !== signedIn.account)
    throw new WrongCall(409, {
      code: "other-account",
      say: {
        zh: "这个浏览器里已经换人登录，这一页还是上一位的；没有记下。请重新载入页面。",
        en: "Somebody else has signed in on this browser since this page was opened; nothing was recorded. Please reload the page.",
      },
    });
  return signedIn;
}

/** Is this origin the very address that was asked for? Behind a proxy it is, if that passes the Host header on. */
function isOwn(origin: string, context: Context): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(context.req.url).host;
}

/** The request, with the address it came from in a header of our own. */
async function withAddress(context: Context): Promise<Request> {
  const { incoming } = (context.env ?? {}) as { incoming?: IncomingMessage };
  const headers = new Headers(context.req.raw.headers);
  headers.set(addressHeader, incoming?.socket.remoteAddress ?? "127.0.0.1");
  const { url, method } = context.req;
  return new Request(url, { method, headers, body: await context.req.arrayBuffer() });
}

function wrongCall(error: unknown, context: Context): Response {
  if (error instanceof WrongCall) return context.json(error.refusal, error.status);
  if (error instanceof NotFound) return context.json({ code: "not-found", say: notFound }, 404);
  if (error instanceof ClockBehind) return context.json({ code: "clock-behind", say: error.say }, 503);
  const fault = databaseFault(error);
  if (fault !== undefined) {
    console.error(`${context.req.method} ${context.req.path}: database ${fault}: ${codeOf(error)}`);
    context.header("retry-after", "5");
    return context.json({ code: `database-${fault}`, say: databaseSay[fault] }, 503);
  }
  // What broke is for the log of this machine; whoever asked gets its number and nothing else.
  const number = newId().slice(-12);
  // The stack alone: PostgreSQL's own details can quote a row, and so a person.
  console.error(
    `[${number}] ${context.req.method} ${context.req.path}`,
    error instanceof Error ? error.stack : "",
  );
  return context.json(
    {
      code: "internal",
      say: {
        zh: `系统出了差错（编号 ${number}），您写的内容没有丢；请稍后再试，或把编号告诉管理员。`,
        en: `Something went wrong here (number ${number}). Nothing you wrote is lost; try again, or tell the administrator this number.`,
      },
    },
    500,
  );
}

/** For the log of this machine; the message of PostgreSQL can quote a row, and so a person. */
function codeOf(error: unknown): string {
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  if (typeof code === "string") return code;
  return cause instanceof Error ? codeOf(cause) : String(message);
}

/** None says that nothing was written: an answer can be lost on its way after all was. But nothing is ever written twice. */
const databaseSay: Record<DatabaseFault, Text> = {
  away: {
    zh: "数据库暂时没有应答，恢复后会自动接上。您写的内容还在，请过一会儿再试；已经记下的不会记两遍。",
    en: "The database does not answer just now; work goes on by itself when it does. What you wrote is still here: try again in a moment. Nothing is recorded twice.",
  },
  busy: {
    zh: "数据库正忙，等了太久。您写的内容还在，请过一会儿再试；已经记下的不会记两遍。",
    en: "The database is busy and kept you waiting too long. What you wrote is still here: try again in a moment. Nothing is recorded twice.",
  },
  full: {
    zh: "存放数据的盘满了，这一步没有记下；以前记下的都在。请告诉管理员清出地方，之后会自动恢复。",
    en: "The disk that holds the data is full, so this was not recorded; everything recorded before is safe. Tell the administrator to make room; work then goes on by itself.",
  },
};

const loopbackSay: Text = {
  zh: "这里是演示，只能从本机打开。",
  en: "This is a demonstration: it opens from this machine only.",
};
const otherOrigin: Text = {
  zh: "这个请求来自别的网页，没有执行。请在井台自己的页面上操作。",
  en: "This came from a page elsewhere and was not done. Please work on Wellside's own pages.",
};
const tooLarge: Text = {
  zh: "文件超过 20 MB，请分成几份。",
  en: "The file is larger than 20 MB; please split it.",
};
/** Left to itself the library throws, and that would be answered as a fault of ours. */
function sayTooLong(context: Context): Response {
  return context.json({ code: "too-large", say: tooLong }, 413);
}

const tooLong: Text = {
  zh: "送来的内容太长，请写短一些再试。",
  en: "What was sent is too long: make it shorter and try again.",
};
const noSuchAddress: Text = { zh: "没有这个地址。", en: "There is no such address." };
const notFound: Text = { zh: "没有找到，或您无权查看。", en: "Not found, or not yours to see." };
