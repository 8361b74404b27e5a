import type { LinkMark, LinkPreview as Preview } from "@causerie/protocol";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useChatContext } from "#react/context.ts";
import { useChat, useConnection } from "#react/hooks/use-chat.ts";
import { Link } from "#react/message/Link.tsx";
import { fill } from "#react/seams/seams.tsx";
import type { NeededProps } from "#react/seams/feature.ts";
import { knownPreviews } from "./known-previews.ts";
import { readMark } from "./read-preview.ts";
import { useNear } from "./use-near.ts";

/** What the page of a link is: a card under the text that links to it. */
export function LinkPreview({ mark: input }: NeededProps["LinkPreview"]): ReactNode {
  const mark = useMemo(() => readMark(input), [input]);
  return mark === undefined ? null : <MarkedPreview key={`${mark.id} ${mark.url}`} mark={mark} />;
}

function MarkedPreview({ mark }: { mark: LinkMark }): ReactNode {
  const { renderers } = useChatContext();
  const box = useRef<HTMLDivElement>(null);
  const preview = usePreview(mark, useNear(box));
  const children = <Card href={mark.url} preview={preview} />;
  return (
    <div ref={box} className="causerie-link-preview-box">
      {fill(renderers.linkPreview, { href: mark.url, preview, children }) ?? children}
    </div>
  );
}

/** Asked for once it is near, and again when the line is back. */
function usePreview(mark: LinkMark, isNear: boolean): Preview | undefined {
  const previews = knownPreviews(useChat());
  const isConnected = useConnection().type === "connected";
  const [found, setFound] = useState(() => previews.get(mark));
  const isWanted = isNear && isConnected && found === undefined;
  useEffect(() => {
    if (!isWanted) return;
    let isOver = false;
    previews.ask(mark).then(
      (known) => isOver || setFound(known),
      () => {}, // The card says where the link leads.
    );
    return () => {
      isOver = true;
    };
  }, [previews, mark, isWanted]);
  return found?.preview;
}

/**
 * One link, of the same height whatever is known of its page: what comes later moves nothing that somebody reads. Until then, and where there is no
 * preview, it says where the link leads.
 */
function Card({ href, preview }: { href: string; preview: Preview | undefined }): ReactNode {
  const url = new URL(href);
  const [isBroken, setBroken] = useState(false);
  const host = (preview?.host ?? url.host).replace(/^www\./, "");
  const { title = host, description = url.pathname === "/" ? "" : pathOf(url), siteName = "", image } = preview ?? {};
  const isNamed = siteName !== "" && siteName.toLowerCase() !== host;
  return (
    <Link className="causerie-link-preview" part="link-preview" href={href}>
      <span className="causerie-link-preview-text">
        <span className="causerie-link-preview-title" dir="auto">
          {title}
        </span>
        {description !== "" && (
          <span className="causerie-link-preview-description" dir="auto">
            {` ${description}`}
          </span>
        )}
        {preview !== undefined && (
          // Its own name can be any: the host is where it was found. By its direction, so that what has no room is the end of the name.
          <span className="causerie-link-preview-site" dir="auto" translate="no">
            {` ${host}`}
            {isNamed && " · "}
            {isNamed && <bdi>{siteName}</bdi>}
          </span>
        )}
      </span>
      {image !== undefined && !isBroken && (
        <img
          className="causerie-link-preview-image"
          src={image.url}
          alt=""
          decoding="async"
          onError={() => setBroken(true)}
        />
      )}
    </Link>
  );
}

/** As people can read it. */
function pathOf({ pathname }: URL): string {
  try {
    return decodeURI(pathname);
  } catch {
    return pathname; // Bytes that are no UTF-8.
  }
}
