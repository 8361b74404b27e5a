import { type ReactNode, useCallback, useState } from "react";
import { failureText } from "#i18n/failure-text.ts";
import { useTexts } from "#i18n/texts.ts";
import { Loading } from "#parts/Failure.tsx";
import { useResource } from "#parts/use-resource.ts";
import { go } from "#routing/location.ts";
import { session } from "#state/session.ts";
import { access } from "#wire/access.ts";
import { returnRoute } from "./return-path.ts";

/** Where the provider sends people back to: it hands on what stands in the address, which counts once. */
export function ProviderPage(): ReactNode {
  const t = useTexts();
  const [query] = useState(() => window.location.search.slice(1));
  const finish = useCallback(async () => {
    const me = await access.comeFromProvider(query);
    // Going back must not lead to an address that is used up.
    go(returnRoute(), "replace");
    session.dispatch({ type: "signed_in", me });
    return me;
  }, [query]);
  const { error } = useResource(finish);
  return (
    <main className="gate">
      <title>{`${t("signIn")} · Causerie`}</title>
      <div className="gate-card">
        <h1>{t("signInTitle")}</h1>
        {error === undefined ? (
          <Loading />
        ) : (
          <>
            <p className="error" role="alert">
              {error.status === 409
                ? t("providerConflict")
                : error.status === 401
                  ? t("providerDisabled")
                  : failureText(error, t)}
            </p>
            <button type="button" className="button primary" onClick={() => go(returnRoute(), "replace")}>
              {t("signInBack")}
            </button>
          </>
        )}
      </div>
    </main>
  );
}
