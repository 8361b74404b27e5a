import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Icon } from "./Icon.tsx";

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
            {onClose !== undefined && (
              // Without a word beside it: Escape would take that away first, and only then the dialog.
              <Dialog.Close className="icon-button" aria-label={t("close")}>
                <Icon name="close" />
              </Dialog.Close>
            )}
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
