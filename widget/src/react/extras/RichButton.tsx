import type { Button } from "@causerie/protocol";
import type { MouseEvent, ReactNode } from "react";
import { UsualButton } from "#react/message/Buttons.tsx";
import { openPage, ownTarget } from "#react/message/open-page.ts";
import { safeMediaUrl, safeUrl } from "#react/message/safe-url.ts";
import { useText } from "#react/text.ts";
import { Icon } from "./RichReply.tsx";

/** A button that is more than its label: it has a picture, or its page opens otherwise than in a new tab. */
export function RichButton({ button }: { button: Button }): ReactNode {
  const src = button.imageUrl === undefined ? undefined : safeMediaUrl(button.imageUrl);
  const icon = src === undefined ? null : <Icon src={src} />;
  const usual = <UsualButton button={button}>{icon}</UsualButton>;
  if (button.type === "postback") return usual;
  const href = safeUrl(button.url);
  const opensUsually = button.window === undefined && ownTarget(button) === undefined;
  // A mail or a call opens no page.
  if (href === undefined || /^(?:mailto|tel):/i.test(href) || opensUsually) return usual;
  return (
    <OpeningLink button={button} href={href}>
      {icon}
    </OpeningLink>
  );
}

type OpeningLinkProps = { button: Extract<Button, { type: "url" }>; href: string; children: ReactNode };

/** A link also without its script, and where a key with the press says how the visitor wants it opened. */
function OpeningLink({ button, href, children }: OpeningLinkProps): ReactNode {
  const { t } = useText();
  const target = ownTarget(button);
  const onClick = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openPage(href, button);
  };
  return (
    <a
      className="causerie-button"
      part="button"
      dir="auto"
      href={href}
      target={target ?? "_blank"}
      rel={target === undefined ? "noopener noreferrer" : "noopener"}
      onClick={target === undefined ? onClick : undefined}
    >
      {children}
      <span>{button.label}</span>
      {target === undefined && <span className="causerie-sr">{` ${t("newTab")}`}</span>}
    </a>
  );
}
