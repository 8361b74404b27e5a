import type { Button } from "@causerie/protocol";
import type { MouseEvent, ReactNode } from "react";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { Link } from "#react/message/Link.tsx";
import { openPage, ownTarget } from "#react/message/open-page.ts";
import { safeMediaUrl, safeUrl } from "#react/message/safe-url.ts";
import { useText } from "#react/text.ts";
import { Icon } from "./RichReply.tsx";

const look = { className: "causerie-button", part: "button", dir: "auto" } as const;

/** A button that is more than its label: it has a picture, or its page opens otherwise than in a new tab. */
export function RichButton({ button }: { button: Button }): ReactNode {
  const chat = useChat();
  const src = button.imageUrl === undefined ? undefined : safeMediaUrl(button.imageUrl);
  const words = (
    <>
      {src !== undefined && <Icon src={src} />}
      <span>{button.label}</span>
    </>
  );
  if (button.type === "postback")
    return (
      <button type="button" {...look} onClick={(event) => isMeant(event) && chat.sendPostback(button)}>
        {words}
      </button>
    );
  const href = safeUrl(button.url);
  if (href === undefined) return <span className="causerie-button-dead">{button.label}</span>;
  const opensUsually = button.window === undefined && ownTarget(button) === undefined;
  // A mail or a call opens no page.
  if (opensUsually || /^(?:mailto|tel):/i.test(href))
    return (
      <Link {...look} href={href}>
        {words}
      </Link>
    );
  return (
    <OpeningLink button={button} href={href}>
      {words}
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
      {...look}
      href={href}
      target={target ?? "_blank"}
      rel={target === undefined ? "noopener noreferrer" : "noopener"}
      onClick={target === undefined ? onClick : undefined}
    >
      {children}
      {target === undefined && <span className="causerie-sr">{` ${t("newTab")}`}</span>}
    </a>
  );
}
