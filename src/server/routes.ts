import { openApiRoute } from "./openapi.ts";
import type { Route } from "./route.ts";
import { commandRoutes } from "./routes/commands.ts";
import { importRoutes } from "./routes/imports.ts";
import { journalRoutes } from "./routes/journal.ts";
import { keptRoutes } from "./routes/kept.ts";
import { publicRoutes } from "./routes/public.ts";
import { registerRoutes } from "./routes/register.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { todayRoutes } from "./routes/today.ts";

const described: Route[] = [
  ...signInRoutes,
  ...todayRoutes,
  ...registerRoutes,
  ...commandRoutes,
  ...importRoutes,
  ...keptRoutes,
  ...journalRoutes,
  ...publicRoutes,
];

/** Every address of ours. Sign-in itself (/api/auth/…) is the library's. */
export const routes: Route[] = [...described, openApiRoute(described)];
