import { type ReactNode, useState } from "react";
import { Icon } from "#react/Icon.tsx";
import { safeMediaUrl } from "#react/message/safe-url.ts";
import { useOwn } from "#react/seams/seams.tsx";
import { useText } from "#react/text.ts";
import { initialsOf } from "./initials.ts";

export type AvatarProps = { name?: string | undefined; picture?: string | undefined; className?: string };

/** A picture; without one, or while it does not load, the initials; without a name, the emblem of the chat. Decoration: the name stands beside it. */
export function Avatar({ name = "", picture, className = "" }: AvatarProps): ReactNode {
  const { locale } = useText();
  const [broken, setBroken] = useState<string>();
  const src = picture === undefined || picture === broken ? undefined : safeMediaUrl(picture);
  const initials = initialsOf(name, locale);
  const drawn = useOwn(
    "avatar",
    { name, src },
    src !== undefined ? (
      <img src={src} alt="" decoding="async" draggable={false} onError={() => setBroken(picture)} />
    ) : initials === "" ? (
      <Icon name="chat" />
    ) : (
      <span translate="no">{initials}</span>
    ),
  );
  return (
    <span className={`causerie-avatar ${className}`.trim()} part="avatar" aria-hidden="true">
      {drawn}
    </span>
  );
}
