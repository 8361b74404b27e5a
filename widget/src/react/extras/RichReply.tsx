import type { QuickReply } from "@causerie/protocol";
import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from "react";
import { useChatContext } from "#react/context.ts";
import { ReplyButton } from "#react/message/Reply.tsx";
import { safeMediaUrl } from "#react/message/safe-url.ts";
import { RetryButton } from "#react/RetryButton.tsx";
import type { SeamProps } from "#react/seams/feature.ts";
import { fill, useOwn } from "#react/seams/seams.tsx";

/** A quick reply that is more than its label: it has a picture, or asks for more than words. */
export function RichReply({ reply }: { reply: QuickReply }): ReactNode {
  if (reply.type === "location") return <FetchedReply reply={reply} />;
  return (
    <ReplyButton reply={reply}>
      <ReplyImage url={reply.imageUrl} />
    </ReplyButton>
  );
}

function ReplyImage({ url }: { url: string | undefined }): ReactNode {
  const src = url === undefined ? undefined : safeMediaUrl(url);
  return src === undefined ? null : <Icon src={src} />;
}

/** A small picture before a label, which says what it shows. */
export function Icon({ src }: { src: string }): ReactNode {
  return useOwn(
    "Image",
    { kind: "icon", src, alt: "" },
    <img src={src} alt="" loading="lazy" decoding="async" width={20} height={20} />,
  );
}

/** Its feature is fetched because a message needs it, also where the page has not named it. */
function FetchedReply({ reply }: SeamProps["Reply"]): ReactNode {
  const { extras } = useChatContext();
  const [part, setPart] = useState<{ draw?: ComponentType<SeamProps["Reply"]> | undefined; failed?: boolean }>({});
  const { type } = reply;
  const load = useCallback((): (() => void) => {
    let isOver = false;
    const set = (next: typeof part): void => {
      if (!isOver) setPart(next);
    };
    const parts = extras.get();
    if (typeof parts === "object")
      parts.table[type]?.().then(
        (feature) => set({ draw: feature.parts.Reply }),
        () => set({ failed: true }),
      );
    return () => {
      isOver = true;
    };
  }, [extras, type]);
  useEffect(load, [load]);
  return part.failed === true ? <RetryButton onPress={load} /> : fill(part.draw, { reply });
}
