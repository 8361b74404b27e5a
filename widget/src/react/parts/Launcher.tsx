import type { ReactNode, Ref } from "react";
import { Icon } from "#react/Icon.tsx";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useUnread } from "#react/hooks/use-chat.ts";
import { useText } from "#react/text.ts";

export type LauncherProps = {
  open: boolean;
  onToggle: () => void;
  children?: ReactNode;
  buttonRef?: Ref<HTMLButtonElement>;
};

/** Opens and closes the floating window. Its accessible name contains the number of unread messages. `children` replace the icon. */
export function Launcher({ open, onToggle, children, buttonRef }: LauncherProps): ReactNode {
  const { t, language } = useText();
  const unread = useUnread();
  const name = unread === 0 ? t("launcher") : `${t("launcher")}, ${t("unread", { count: unread })}`;
  return (
    <button
      ref={buttonRef}
      type="button"
      className="causerie-launcher"
      part="launcher"
      lang={language}
      data-state={open ? "open" : "closed"}
      aria-label={name}
      aria-expanded={open}
      aria-haspopup="dialog"
      onClick={(event) => {
        if (isMeant(event)) onToggle();
      }}
    >
      {children ?? <Icon name={open ? "down" : "chat"} />}
      {unread > 0 && (
        <span className="causerie-badge" part="badge" aria-hidden="true">
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </button>
  );
}
