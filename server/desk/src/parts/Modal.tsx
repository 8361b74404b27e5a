import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { IconButton } from "./IconButton.tsx";

type Props = {
  title: string;
  isOpen: boolean;
  /** Left out: it cannot be left without an answer. */
  onClose?: () => void;
  children: ReactNode;
};

/** A question that covers the page. Whoever closes it is back at the part that had the focus. */
export function Modal({ title, isOpen, onClose, children }: Props): ReactNode {
  const t = useTexts();
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose?.()} disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="modal">
          <div className="modal-head">
            <Dialog.Title className="modal-title">{title}</Dialog.Title>
            {onClose !== undefined && <Dialog.Close render={<IconButton icon="close" label={t("close")} />} />}
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
