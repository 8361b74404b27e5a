import { PhoneComposer } from "./PhoneComposer.tsx";
import { type PhoneClient, usePhone } from "./phone-client.ts";
import { PhoneThread } from "./PhoneThread.tsx";

/** A phone with Messenger open on the conversation with the railway's page. */
export function MessengerPhone({ phone }: { phone: PhoneClient }) {
  const { connected, state } = usePhone(phone);
  const isNew = state !== undefined && state.bubbles.length === 0;
  return (
    <section className="phone" aria-label="Messenger">
      <header className="phone-bar">
        <img src="/favicon.svg" alt="" width="36" height="36" />
        <div>
          <h2>Aubrelle Line</h2>
          <output>{connected ? "Typically replies instantly" : "Connecting …"}</output>
        </div>
      </header>
      <PhoneThread phone={phone} />
      {isNew ? (
        <footer className="phone-start">
          <p>When you tap Get Started, the Aubrelle Line sees your public information.</p>
          <button type="button" onClick={() => phone.perform({ type: "getStarted" })}>
            Get Started
          </button>
        </footer>
      ) : (
        <PhoneComposer onSay={(text) => phone.perform({ type: "say", text })} />
      )}
    </section>
  );
}
