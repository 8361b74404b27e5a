import type { SignedIn } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Modal } from "#parts/Modal.tsx";
import { session } from "#state/session.ts";
import { SignInForm } from "./SignInForm.tsx";

/** Over the page, which keeps what was being written. */
export function SignInAgain({ me, isOpen }: { me: SignedIn; isOpen: boolean }): ReactNode {
  const t = useTexts();
  return (
    <Modal title={t("sessionEnded")} isOpen={isOpen}>
      <p>{t("sessionEndedText")}</p>
      {isOpen && <SignInForm email={me.person.email} />}
      <button type="button" className="button quiet" onClick={() => session.dispatch({ type: "signed_out" })}>
        {t("signInAsOther")}
      </button>
    </Modal>
  );
}
