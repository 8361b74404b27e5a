import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { FormError } from "#parts/FormError.tsx";
import { useAction } from "#parts/use-action.ts";
import { access } from "#wire/access.ts";
import { leaveForProvider } from "./return-path.ts";

type Props = {
  provider: string;
  /** Token of an invitation that is accepted by it. */
  invitation?: string;
};

/** Leads to the service that the organisation signs in with. When that is away, it says so here. */
export function ProviderButton({ provider, invitation }: Props): ReactNode {
  const t = useTexts();
  const { isRunning, error, run } = useAction();
  const leave = async (): Promise<void> => leaveForProvider((await access.goToProvider(invitation)).url);
  return (
    <>
      <button type="button" className="button wide" disabled={isRunning} onClick={() => void run(leave)}>
        {t("signInProvider", { provider })}
      </button>
      <FormError error={error} />
    </>
  );
}
