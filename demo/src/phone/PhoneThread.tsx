import { useEffect, useRef } from "react";
import { PhoneBubble } from "./PhoneBubble.tsx";
import { type PhoneClient, usePhone } from "./phone-client.ts";

export function PhoneThread({ phone }: { phone: PhoneClient }) {
  const { state } = usePhone(phone);
  const list = useRef<HTMLDivElement>(null);
  const { bubbles = [], quickReplies = [], typing = false, seenAt = 0 } = state ?? {};
  const lastOfUser = bubbles.findLastIndex(({ from }) => from === "user");
  const isSeen = lastOfUser === bubbles.length - 1 && seenAt >= (bubbles[lastOfUser]?.at ?? Infinity);

  // The newest message is always in view: the thread of a demo is short, and visitors do not scroll back.
  const showNewest = (): void => {
    // In braces: newer browsers return a promise here, which React would take for the effect's end.
    list.current?.scrollTo({ top: list.current.scrollHeight });
  };
  useEffect(showNewest);

  return (
    // It grows when a picture has loaded.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- what scrolls must scroll by keyboard too
    <div className="phone-thread" ref={list} tabIndex={0} role="log" aria-label="Conversation" onLoad={showNewest}>
      <div className="phone-about">
        <img src="/favicon.svg" alt="" width="64" height="64" />
        <strong>Aubrelle Line</strong>
        <span>Railway · 8 stations</span>
      </div>
      {bubbles.map((bubble, index) => (
        <PhoneBubble
          key={bubble.mid}
          bubble={bubble}
          endsGroup={bubbles[index + 1]?.from !== bubble.from}
          onTap={({ title, payload }) => phone.perform({ type: "button", title, payload })}
        />
      ))}
      {isSeen && <p className="phone-seen">Seen</p>}
      {typing && (
        <p className="bubble from-page dots" aria-label="Aubrelle Line is typing">
          <span />
          <span />
          <span />
        </p>
      )}
      {quickReplies.length > 0 && (
        <ul className="quick" aria-label="Quick replies">
          {quickReplies.map(({ title, payload }, index) => (
            <li key={payload}>
              <button type="button" onClick={() => phone.perform({ type: "quickReply", index })}>
                {title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
