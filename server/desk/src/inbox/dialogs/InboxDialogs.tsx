import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Modal } from "#parts/Modal.tsx";
import { KeyList } from "./KeyList.tsx";
import { ReturnForm } from "./ReturnForm.tsx";
import { TranscriptForm } from "./TranscriptForm.tsx";
import { TransferForm } from "./TransferForm.tsx";
import type { InboxDialog } from "./use-dialog.ts";

export function InboxDialogs({ dialog, onClose }: { dialog: InboxDialog | undefined; onClose: () => void }): ReactNode {
  const t = useTexts();
  return (
    <>
      <Modal title={t("returnToBot")} isOpen={dialog?.type === "return"} onClose={onClose}>
        {dialog?.type === "return" && <ReturnForm conversationId={dialog.conversationId} onDone={onClose} />}
      </Modal>
      <Modal title={t("transfer")} isOpen={dialog?.type === "transfer"} onClose={onClose}>
        {dialog?.type === "transfer" && <TransferForm conversationId={dialog.conversationId} onDone={onClose} />}
      </Modal>
      <Modal title={t("transcriptTitle")} isOpen={dialog?.type === "transcript"} onClose={onClose}>
        {dialog?.type === "transcript" && <TranscriptForm conversationId={dialog.conversationId} onDone={onClose} />}
      </Modal>
      <Modal title={t("keysTitle")} isOpen={dialog?.type === "keys"} onClose={onClose}>
        <KeyList />
      </Modal>
    </>
  );
}
