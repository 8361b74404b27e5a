import { Toast } from "@base-ui/react/toast";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { IconButton } from "./IconButton.tsx";

const manager = Toast.createToastManager();

type Action = { label: string; run: () => void };

/** A short word about what was just done. */
export function say(text: string, action?: Action): void {
  manager.add({ title: text, timeout: action === undefined ? 5_000 : 10_000, ...toProps(action) });
}

/** What did not work. It stays until it was read. */
export function sayFailure(text: string, action?: Action): void {
  manager.add({ title: text, type: "failure", priority: "high", timeout: 0, ...toProps(action) });
}

export function Toasts({ children }: { children: ReactNode }): ReactNode {
  return (
    <Toast.Provider toastManager={manager}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList(): ReactNode {
  const t = useTexts();
  return Toast.useToastManager().toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast">
      <Toast.Title className="toast-title" render={<p />} />
      {toast.actionProps !== undefined && <Toast.Action className="button" />}
      <Toast.Close render={<IconButton icon="close" label={t("close")} />} />
    </Toast.Root>
  ));
}

function toProps(action: Action | undefined): { actionProps?: { children: string; onClick: () => void } } {
  return action === undefined ? {} : { actionProps: { children: action.label, onClick: action.run } };
}
