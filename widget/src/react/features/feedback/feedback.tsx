import type { ReactNode } from "react";
import type { Entry } from "#chat/chat.ts";
import { useSettings } from "#react/features/settings.ts";
import { useChatState } from "#react/hooks/use-chat.ts";
import type { Feature } from "#react/seams/feature.ts";
import { Comment } from "./Comment.tsx";
import { Thumbs } from "./Thumbs.tsx";

/** Thumbs under the newest answer, or under all of them where the page says `feedback="all"`, and a comment if the visitor wants. */
function MessageFoot({ entry }: { entry: Entry }): ReactNode {
  const isForAll = useSettings()("feedback") === "all";
  const newest = useChatState(({ entries }) => entries.findLast(({ type }) => type === "message")?.key) === entry.key;
  if (entry.type !== "message" || entry.progress === "streaming" || entry.author.role === "system") return null;
  if (!newest && !isForAll) return null;
  // A question for an opinion is not itself what the opinion is about.
  if (entry.message.type === "custom" && entry.message.name === "causerie.rating") return null;
  return (
    <>
      <Thumbs messageId={entry.key} newest={newest} />
      <Comment messageId={entry.key} />
    </>
  );
}

export const feature: Feature = { parts: { MessageFoot } };
