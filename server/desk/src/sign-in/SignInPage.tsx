import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Loading } from "#parts/Failure.tsx";
import { session } from "#state/session.ts";
import { useStore } from "#state/store.ts";
import { SignInMeans } from "./SignInMeans.tsx";
import { useMethods } from "./use-methods.ts";

export function SignInPage(): ReactNode {
  const t = useTexts();
  const methods = useMethods();
  const signOut = useStore(session, (state) => (state.type === "signed_out" ? state.providerSignOut : undefined));
  return (
    <main className="gate">
      <title>{`${t("signIn")} · Causerie`}</title>
      <div className="gate-card">
        <h1>{t("signInTitle")}</h1>
        {signOut !== undefined && (
          <p>
            {t("stillSignedIn")} <a href={signOut}>{t("signOutThere")}</a>
          </p>
        )}
        {methods === undefined ? <Loading /> : <SignInMeans methods={methods} />}
        <p className="hint">{t("signInHelp")}</p>
      </div>
    </main>
  );
}
