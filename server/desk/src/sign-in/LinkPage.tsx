import { type ReactNode, useState } from "react";
import { failureText } from "#i18n/failure-text.ts";
import { useTexts } from "#i18n/texts.ts";
import { useAction } from "#parts/use-action.ts";
import { go } from "#routing/location.ts";
import { session } from "#state/session.ts";
import { access } from "#wire/access.ts";

/** Of a link that a command of the server has made. By a button, since programs that look at links for people would use it up. */
export function LinkPage(): ReactNode {
  const t = useTexts();
  const [token] = useState(() => window.location.hash.slice(1));
  const { isRunning, error, run } = useAction();
  const enter = async (): Promise<void> => {
    const me = await access.enterByLink(token);
    go({ page: "account" }, "replace");
    session.dispatch({ type: "signed_in", me });
  };
  return (
    <main className="gate">
      <title>{`${t("signIn")} · Causerie`}</title>
      <div className="gate-card">
        <h1>{t("signInTitle")}</h1>
        <p>{t("linkText")}</p>
        {error !== undefined && (
          <p className="error" role="alert">
            {error.status === 401 ? t("linkOver") : failureText(error, t)}
          </p>
        )}
        <button type="button" className="button primary" autoFocus disabled={isRunning} onClick={() => void run(enter)}>
          {t("signIn")}
        </button>
      </div>
    </main>
  );
}
