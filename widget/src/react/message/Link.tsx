import type { ReactNode } from "react";
import { useText } from "#react/text.ts";

export type LinkProps = {
  href: string;
  className: string;
  part?: string;
  title?: string;
  dir?: "auto";
  children: ReactNode;
};

/** A link out of the chat. A page opens in a new tab, which a screen reader says; a mail or a call needs none. */
export function Link({ href, children, ...rest }: LinkProps): ReactNode {
  const { t } = useText();
  if (/^(?:mailto|tel):/i.test(href))
    return (
      <a {...rest} href={href}>
        {children}
      </a>
    );
  return (
    <a {...rest} href={href} target="_blank" rel="noopener noreferrer">
      {typeof children === "string" ? <span>{children}</span> : children}
      <span className="causerie-sr">{` ${t("newTab")}`}</span>
    </a>
  );
}
