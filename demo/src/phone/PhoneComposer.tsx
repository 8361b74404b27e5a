import { type SubmitEvent, useState } from "react";

export function PhoneComposer({ onSay }: { onSay: (text: string) => void }) {
  const [draft, setDraft] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (draft.trim() === "") return;
    onSay(draft);
    setDraft("");
  };
  return (
    <form className="phone-composer" onSubmit={submit}>
      <input
        aria-label="Message"
        placeholder="Aa"
        autoComplete="off"
        maxLength={2000}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <button type="submit" aria-label="Send" disabled={draft.trim() === ""}>
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path fill="currentColor" d="M3.4 20.4 21 12 3.4 3.6 3.4 10.2 15 12 3.4 13.8z" />
        </svg>
      </button>
    </form>
  );
}
