import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { FormError } from "#parts/FormError.tsx";
import { useAction } from "#parts/use-action.ts";
import { leaveForProvider } from "#sign-in/return-path.ts";
import { access } from "#wire/access.ts";

type Props = { provider: string; isConnected: boolean; reload: () => Promise<void> };

/** Whether one comes in by the account that the organisation has given one. */
export function ProviderAccount({ provider, isConnected, reload }: Props): ReactNode {
  const t = useTexts();
  const { isRunning, error, run } = useAction();
  const act = async (): Promise<void> => {
    if (!isConnected) return leaveForProvider((await access.connect()).url);
    await access.disconnect();
    await reload();
  };
  return (
    <div className="form">
      <p>{isConnected ? t("providerConnected", { provider }) : t("providerNot", { provider })}</p>
      <FormError error={error} />
      <button type="button" className="button" disabled={isRunning} onClick={() => void run(act)}>
        {isConnected ? t("providerDisconnect") : t("providerConnect")}
      </button>
    </div>
  );
}
