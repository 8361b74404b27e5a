import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { FormError } from "./FormError.tsx";
import { Modal } from "./Modal.tsx";
import { useAction } from "./use-action.ts";

type Props = { title: string; text: string; label: string; onClose: () => void; onYes: () => Promise<void> };

/** Before what cannot be undone. */
export function Confirm({ title, text, label, onClose, onYes }: Props): ReactNode {
  const t = useTexts();
  const { isRunning, error, run } = useAction();
  return (
    <Modal title={title} isOpen onClose={onClose}>
      <p>{text}</p>
      <FormError error={error} />
      <div className="form-buttons">
        <button type="button" className="button" onClick={onClose}>
          {t("cancel")}
        </button>
        <button
          type="button"
          className="button danger"
          disabled={isRunning}
          onClick={() => void run(onYes).then((isDone) => isDone && onClose())}
        >
          {label}
        </button>
      </div>
    </Modal>
  );
}
