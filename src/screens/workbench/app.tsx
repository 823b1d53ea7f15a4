import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { Route, Switch } from "wouter";
import type { Me } from "#record/views/me.ts";
import { drawnFor, lookAtOffice, Refused } from "../parts/api.ts";
import { useAsk } from "../parts/ask.ts";
import { useLiveChanges } from "../parts/live.ts";
import { MeProvider } from "../parts/me.tsx";
import { RecordingProvider } from "../parts/recording.tsx";
import { Loading, Trouble } from "../parts/states.tsx";
import { NotFound } from "./not-found.tsx";
import { PageBoundary } from "./page-boundary.tsx";
import { Shell } from "./shell.tsx";
import { FirstPassword, NoPost, SecondFactorNeeded } from "./not-inside.tsx";
import { SignIn } from "./sign-in.tsx";
import { TodayPage } from "./pages/today.tsx";

const SubjectPage = lazy(() => import("./pages/subject.tsx"));
const RegisterPage = lazy(() => import("./pages/register.tsx"));
const ImportPage = lazy(() => import("./pages/import.tsx"));
const ImportsPage = lazy(() => import("./pages/imports.tsx"));
const BuildingsPage = lazy(() => import("./pages/buildings.tsx"));
const AskPage = lazy(() => import("./pages/ask.tsx"));
const RequestsPage = lazy(() => import("./pages/requests.tsx"));
const DoublesPage = lazy(() => import("./pages/doubles.tsx"));
const CasesPage = lazy(() => import("./pages/cases.tsx"));
const CasePage = lazy(() => import("./pages/case.tsx"));
const PublishedPage = lazy(() => import("./pages/published.tsx"));
const EvidencePage = lazy(() => import("./pages/evidence.tsx"));
const IndicatorsPage = lazy(() => import("./pages/indicators.tsx"));
const IndicatorPage = lazy(() => import("./pages/indicator.tsx"));
const ReportPage = lazy(() => import("./pages/report.tsx"));
const StandardsPage = lazy(() => import("./pages/standards.tsx"));
const StandardChangePage = lazy(() => import("./pages/standard-change.tsx"));
const StandardVersionsPage = lazy(() => import("./pages/standard-versions.tsx"));
const SettingsPage = lazy(() => import("./pages/settings.tsx"));
const JournalPage = lazy(() => import("./pages/journal.tsx"));

export function App() {
  const client = useQueryClient();
  const [office, setOffice] = useState<string>();
  const me = useAsk<Me>("/api/me", {}, { staleTime: 60_000 });
  const signedOut = me.error instanceof Refused && me.error.status === 401;
  const account = me.data?.account.id;
  const away = useLiveChanges(me.isSuccess && !signedOut);

  useEffect(() => {
    if (signedOut) lookAtOffice(undefined);
    if (signedOut || account) drawnFor(signedOut ? undefined : account);
  }, [signedOut, account]);

  const code = me.error instanceof Refused ? me.error.code : undefined;
  if (signedOut) return <SignIn />;
  if (code === "password-change-needed") return <FirstPassword />;
  if (code === "second-factor-needed") return <SecondFactorNeeded />;
  if (code === "no-post") return <NoPost chose={office !== undefined} />;
  if (me.isError && !me.data) return <Trouble error={me.error} retry={() => void me.refetch()} whole />;
  if (!me.data) return <Loading whole />;

  const choose = (id: string) => {
    lookAtOffice(id);
    setOffice(id);
    void client.resetQueries();
  };

  return (
    <MeProvider me={me.data} readAt={me.dataUpdatedAt}>
      <RecordingProvider key={office ?? me.data.office.id}>
        <Shell chooseOffice={choose} away={away}>
          <PageBoundary>
            <Suspense fallback={<Loading />}>
              <Switch>
                <Route path="/" component={TodayPage} />
                <Route path="/subjects/:id">{({ id }) => <SubjectPage key={id} id={id} />}</Route>
                <Route path="/register" component={RegisterPage} />
                <Route path="/register/import" component={ImportPage} />
                <Route path="/register/imports">
                  <ImportsPage />
                </Route>
                <Route path="/register/imports/:id">{({ id }) => <ImportsPage chosen={id} />}</Route>
                <Route path="/register/ask" component={AskPage} />
                <Route path="/register/buildings" component={BuildingsPage} />
                <Route path="/register/requests">
                  <RequestsPage />
                </Route>
                <Route path="/register/doubles">
                  <DoublesPage />
                </Route>
                <Route path="/register/doubles/:survivor/:other">
                  {({ survivor, other }) => <DoublesPage survivor={survivor} other={other} />}
                </Route>
                <Route path="/cases" component={CasesPage} />
                <Route path="/cases/:id">{({ id }) => <CasePage key={id} id={id} />}</Route>
                <Route path="/published" component={PublishedPage} />
                <Route path="/published/evidence" component={EvidencePage} />
                <Route path="/published/indicators" component={IndicatorsPage} />
                <Route path="/published/indicator" component={IndicatorPage} />
                <Route path="/published/report" component={ReportPage} />
                <Route path="/standards">
                  <StandardsPage />
                </Route>
                <Route path="/standards/:id">{({ id }) => <StandardsPage id={id} />}</Route>
                <Route path="/standards/:id/change">{({ id }) => <StandardChangePage id={id} />}</Route>
                <Route path="/standards/:id/versions">{({ id }) => <StandardVersionsPage id={id} />}</Route>
                <Route path="/journal" component={JournalPage} />
                <Route path="/settings">
                  <SettingsPage />
                </Route>
                <Route path="/settings/:section">{({ section }) => <SettingsPage section={section} />}</Route>
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </PageBoundary>
        </Shell>
      </RecordingProvider>
    </MeProvider>
  );
}
