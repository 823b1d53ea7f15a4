import { openApiRoute } from "./openapi.ts";
import type { Route } from "./route.ts";
import { askRoutes } from "./routes/ask.ts";
import { caseRoutes } from "./routes/cases.ts";
import { commandRoutes } from "./routes/commands.ts";
import { importRoutes } from "./routes/imports.ts";
import { installationRoutes } from "./routes/installation.ts";
import { journalRoutes } from "./routes/journal.ts";
import { indicatorRoutes } from "./routes/indicators.ts";
import { keptRoutes } from "./routes/kept.ts";
import { notificationRoutes } from "./routes/notifications.ts";
import { ownAccountRoutes } from "./routes/own-account.ts";
import { publicRoutes } from "./routes/public.ts";
import { recoveryRoutes } from "./routes/recovery.ts";
import { registerRoutes } from "./routes/register.ts";
import { requestRoutes } from "./routes/requests.ts";
import { reportRoutes } from "./routes/reports.ts";
import { rightsRoutes } from "./routes/rights.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { standardRoutes } from "./routes/standards.ts";
import { todayRoutes } from "./routes/today.ts";

const described: Route[] = [
  ...signInRoutes,
  ...ownAccountRoutes,
  ...recoveryRoutes,
  ...installationRoutes,
  ...notificationRoutes,
  ...todayRoutes,
  ...standardRoutes,
  ...registerRoutes,
  ...askRoutes,
  ...caseRoutes,
  ...commandRoutes,
  ...importRoutes,
  ...keptRoutes,
  ...indicatorRoutes,
  ...reportRoutes,
  ...journalRoutes,
  ...settingsRoutes,
  ...requestRoutes,
  ...publicRoutes,
  ...rightsRoutes,
];

/** Every address of ours. Sign-in itself (/api/auth/…) is the library's. */
export const routes: Route[] = [...described, openApiRoute(described)];
