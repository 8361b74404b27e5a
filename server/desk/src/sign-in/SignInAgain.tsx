import type { SignedIn } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Modal } from "#parts/Modal.tsx";
import { session } from "#state/session.ts";
import { SignInMeans } from "./SignInMeans.tsx";
import { useMethods } from "./use-methods.ts";

/** Over the page, which keeps what was being written. */
export function SignInAgain({ me, isOpen }: { me: SignedIn; isOpen: boolean }): ReactNode {
  const t = useTexts();
  return (
    <Modal title={t("sessionEnded")} isOpen={isOpen}>
      <p>{t("sessionEndedText")}</p>
      {isOpen && <Means email={me.person.email} />}
      <button type="button" className="button quiet" onClick={() => session.dispatch({ type: "signed_out" })}>
        {t("signInAsOther")}
      </button>
    </Modal>
  );
}

function Means({ email }: { email: string }): ReactNode {
  const methods = useMethods();
  return methods === undefined ? null : <SignInMeans methods={methods} email={email} />;
}
