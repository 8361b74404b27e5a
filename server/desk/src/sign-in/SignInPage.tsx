import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { SignInForm } from "./SignInForm.tsx";

export function SignInPage(): ReactNode {
  const t = useTexts();
  return (
    <main className="gate">
      <title>{`${t("signIn")} · Causerie`}</title>
      <div className="gate-card">
        <h1>{t("signInTitle")}</h1>
        <SignInForm />
        <p className="hint">{t("signInHelp")}</p>
      </div>
    </main>
  );
}
