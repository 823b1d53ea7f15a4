import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { OwnAccount } from "#server/routes/own-account.ts";
import { post } from "../parts/api.ts";
import { useAsk } from "../parts/ask.ts";
import { useWords } from "../parts/language.tsx";
import { PasswordForm } from "../parts/password-form.tsx";
import { Loading, Trouble } from "../parts/states.tsx";
import { accountWords } from "../words/account.ts";
import { shellWords } from "../words/shell.ts";
import { signInWords } from "../words/sign-in.ts";
import { Door } from "./sign-in.tsx";
import "../parts/form.css";

const SecondFactorSetUp = lazy(() => import("../parts/second-factor.tsx"));

/** Came in by a one-time password: nothing else opens until they have one of their own. */
export function FirstPassword() {
  const words = useWords(signInWords);
  const own = useWords(accountWords);
  const account = useAsk<OwnAccount>("/api/me/account");
  if (account.isError && !account.data)
    return <Trouble error={account.error} retry={() => void account.refetch()} whole />;
  if (!account.data) return <Loading whole rows={3} />;
  return (
    <Door>
      <h2>{words.firstTitle}</h2>
      <p className="door-say">{words.firstLead(account.data.name)}</p>
      <PasswordForm account={account.data} act={own.start} done={() => undefined} />
      <SignOut />
    </Door>
  );
}

/** Their post opens guarded facts, and the days in which a password was enough are over. */
export function SecondFactorNeeded() {
  const words = useWords(signInWords);
  const client = useQueryClient();
  const account = useAsk<OwnAccount>("/api/me/account");
  if (account.isError && !account.data)
    return <Trouble error={account.error} retry={() => void account.refetch()} whole />;
  if (!account.data) return <Loading whole rows={3} />;
  return (
    <Door>
      <h2>{words.secondTitle}</h2>
      <p className="door-say">{words.secondLead(account.data.name)}</p>
      <Suspense fallback={<Loading own />}>
        <SecondFactorSetUp username={account.data.username} done={() => void client.resetQueries()} />
      </Suspense>
      <SignOut />
    </Door>
  );
}

/** Signed in, and no post opens anything: said kindly, with what may be the reason. */
export function NoPost({ chose }: { chose: boolean }) {
  const words = useWords(signInWords);
  const shell = useWords(shellWords);
  const account = useAsk<OwnAccount>("/api/me/account");
  if (account.isError && !account.data)
    return <Trouble error={account.error} retry={() => void account.refetch()} whole />;
  if (!account.data) return <Loading whole rows={3} />;
  return (
    <Door>
      <h2>{words.noPostTitle}</h2>
      <p className="door-say">{words.noPostLead(account.data.name)}</p>
      <p className="door-say second">{words.noPostNext}</p>
      {/* The office looked at may be one that they have just left, while they hold a post in another. */}
      {chose && (
        <p>
          <button type="button" className="button primary" onClick={() => location.assign("/")}>
            {shell.reload}
          </button>
        </p>
      )}
      <SignOut />
    </Door>
  );
}

function SignOut() {
  const words = useWords(signInWords);
  const client = useQueryClient();
  const leave = async () => {
    await post("/api/auth/sign-out").catch(() => undefined);
    await client.resetQueries();
  };
  return (
    <p className="door-foot">
      <button type="button" className="button" onClick={() => void leave()}>
        {words.signOut}
      </button>
    </p>
  );
}
