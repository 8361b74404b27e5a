import type { DeskChannel } from "@causerie/protocol/desk";
import { type ReactNode, useCallback } from "react";
import { failureText } from "#i18n/failure-text.ts";
import { useTexts } from "#i18n/texts.ts";
import { Failure } from "#parts/Failure.tsx";
import { Modal } from "#parts/Modal.tsx";
import { useResource } from "#parts/use-resource.ts";
import { channels } from "#wire/channels.ts";
import { Findings, Steps } from "./Findings.tsx";

/** Asks the platform whether the channel works, and shows what it says and what is to be done elsewhere. */
export function CheckDialog({ channel, onClose }: { channel: DeskChannel; onClose: () => void }): ReactNode {
  const t = useTexts();
  const { id, name, steps } = channel;
  const { data, error, reload } = useResource(useCallback(() => channels.check(id), [id]));
  return (
    <Modal title={t("findingsOf", { name })} isOpen onClose={onClose}>
      {error !== undefined && <Failure text={failureText(error, t)} onRetry={() => void reload()} />}
      {error === undefined && data === undefined && <p role="status">{t("checking")}</p>}
      {data !== undefined && <Findings findings={data.findings} />}
      <Steps steps={steps} />
    </Modal>
  );
}
