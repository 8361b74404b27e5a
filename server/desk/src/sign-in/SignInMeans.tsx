import type { SignInMethods } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { FormError } from "#parts/FormError.tsx";
import { hasPasskeys } from "#wire/authenticator.ts";
import { ProviderButton } from "./ProviderButton.tsx";
import { SignInForm } from "./SignInForm.tsx";
import { usePasskey } from "./use-passkey.ts";

/** All by which somebody may sign in here. @param email given when somebody signs in again. */
export function SignInMeans({ methods, email }: { methods: SignInMethods; email?: string }): ReactNode {
  const t = useTexts();
  const { passwords, passkeys, provider } = methods;
  const isOffered = passkeys && hasPasskeys();
  const { isRunning, error, signIn } = usePasskey(isOffered);
  return (
    <>
      {passwords && <SignInForm {...(email === undefined ? {} : { email })} />}
      {passwords && (isOffered || provider !== undefined) && <p className="gate-or">{t("signInOr")}</p>}
      {isOffered && (
        <>
          <button type="button" className="button wide" disabled={isRunning} onClick={() => void signIn()}>
            {t("signInPasskey")}
          </button>
          <FormError error={error} />
        </>
      )}
      {provider !== undefined && <ProviderButton provider={provider} />}
    </>
  );
}
