/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the element for a group is `fieldset`, which means form fields */
import { limits, type Rating as RatingData } from "@causerie/protocol";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { readField } from "#react/features/read-field.ts";
import { useTexts } from "#react/features/texts.ts";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat, useChatState } from "#react/hooks/use-chat.ts";
import { useAllInHand } from "#react/hooks/use-in-hand.ts";
import { Drawing } from "#react/Icon.tsx";
import { Words } from "#react/message/Words.tsx";
import { useText } from "#react/text.ts";
import { extraIcons } from "#theme/extra-icons.ts";
import { texts } from "./strings.ts";

const star = "M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z";
/** Scores from this one on are good, and up to `lowest` bad, as on the server. */
const good = 4;
const lowest = 2;

/** How content the visitor is: asked once, and put aside if they like. `data` has another form: the message's words are enough. */
export function Rating({ messageId, data, alt }: { messageId: string; data: unknown; alt: string }): ReactNode {
  const given = useChatState((state) => state.feedback[messageId]);
  const [spoken, setSpoken] = useState("");
  if (!isRating(data)) return <Words text={alt} />;
  const { text, question, scale, comment } = data;
  return (
    <>
      <Words text={text} />
      {given !== "none" && <Scale {...{ messageId, question, scale, comment, given }} say={setSpoken} />}
      <output className="causerie-sr">{spoken}</output>
    </>
  );
}

function isRating(data: unknown): data is RatingData {
  const { text, question, scale, comment } = Object(data) as Partial<Record<keyof RatingData, unknown>>;
  const isComment = comment === undefined || typeof comment === "string";
  return (
    typeof text === "string" && typeof question === "string" && (scale === "stars" || scale === "thumbs") && isComment
  );
}

type ScaleProps = {
  messageId: string;
  question: string;
  scale: "stars" | "thumbs";
  comment: string | undefined;
  given: string | number | undefined;
  /** Reads it out. */
  say: (text: string) => void;
};

function Scale({ messageId, question, scale, comment, given, say }: ScaleProps): ReactNode {
  const { t } = useTexts(texts);
  const core = useText();
  const chat = useChat();
  const id = useId();
  /** Words are asked for after a rating in this window, and not again after those of before. */
  const begun = useAllInHand<string>("rating comments");
  const [asks, setAsks] = useState(begun.has(messageId));
  const choices =
    scale === "stars"
      ? [1, 2, 3, 4, 5].map((score) => ({ value: score, label: t("ratingStars", { count: score }) }))
      : [
          { value: "up", label: t("ratingUp") },
          { value: "down", label: t("ratingDown") },
        ];
  const send = (value: string | number, words?: string): void => {
    const details = { question, ...(words === undefined ? {} : { comment: words }) };
    if (typeof value !== "number") return chat.sendFeedback(messageId, value === "up" ? "up" : "down", details);
    const opinion = value >= good ? "up" : value <= lowest ? "down" : "neutral";
    chat.sendFeedback(messageId, opinion, { ...details, score: value as 1 | 2 | 3 | 4 | 5 });
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const words = readField(event.currentTarget, "comment");
    focusPanel(event.currentTarget);
    setAsks(false);
    begun.delete(messageId);
    if (words === "" || given === undefined) return;
    send(given, words);
    say(t("ratingCommented"));
  };
  return (
    <div className="causerie-rating" part="rating" data-scale={scale}>
      <div className="causerie-rating-choices" role="group" aria-label={t("ratingOf")}>
        {choices.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            className="causerie-rating-choice"
            data-value={value}
            data-filled={typeof value === "number" && typeof given === "number" && value <= given ? "" : undefined}
            aria-label={label}
            title={label}
            aria-pressed={given === value}
            onClick={(event) => {
              if (!isMeant(event) || given === value) return;
              send(value);
              setAsks(comment !== undefined);
              say(t("ratingThanks"));
            }}
          >
            <Drawing path={scale === "stars" ? star : extraIcons.thumbUp} />
          </button>
        ))}
        {given === undefined && (
          <button
            type="button"
            className="causerie-link-button"
            onClick={(event) => {
              focusPanel(event.currentTarget);
              chat.sendFeedback(messageId, "none", { question });
              say(t("ratingSkipped"));
            }}
          >
            {t("ratingSkip")}
          </button>
        )}
      </div>
      {given !== undefined && !asks && <p className="causerie-rating-thanks">{t("ratingThanks")}</p>}
      {asks && (
        <form className="causerie-rating-comment" onSubmit={onSubmit}>
          <label htmlFor={id}>{comment}</label>
          <textarea
            id={id}
            className="causerie-control"
            name="comment"
            rows={2}
            maxLength={limits.commentLength}
            dir="auto"
            defaultValue={begun.get(messageId)}
            onInput={({ currentTarget }) => void begun.set(messageId, currentTarget.value)}
          />
          <button type="submit" className="causerie-submit">
            {core.t("send")}
          </button>
        </form>
      )}
    </div>
  );
}
