import type { WireEntry } from "#messenger/wire.ts";
import { type PhoneClient, usePhone } from "./phone-client.ts";

/** The requests between the server and the Graph API, the newest on top. */
export function WireLog({ phone }: { phone: PhoneClient }) {
  const { wire } = usePhone(phone);
  return (
    <section className="wire" aria-labelledby="wire-title">
      <h2 id="wire-title">On the wire</h2>
      <p className="muted">
        Signed webhooks from Meta’s stand-in to the connector, and the connector’s calls of the Send API. Open one to
        see what it carries.
      </p>
      {wire.length === 0 ? (
        <p className="wire-empty">Nothing yet: write to the railway on the phone.</p>
      ) : (
        <ol>
          {wire.toReversed().map((entry) => (
            <li key={entry.id}>
              <WireRow entry={entry} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function WireRow({ entry }: { entry: WireEntry }) {
  return (
    <details>
      <summary>
        <span className={`arrow ${entry.direction}`}>
          {entry.direction === "in" ? "Meta → server" : "server → Meta"}
        </span>
        <code>{entry.title}</code>
        <span className="gist">{gistOf(entry.body)}</span>
        <span className="answer">{entry.response}</span>
      </summary>
      <pre>
        <code>{JSON.stringify(entry.body, null, 2)}</code>
      </pre>
    </details>
  );
}

/** A short summary: the kind of event, or of message. */
function gistOf(body: unknown): string {
  const json = JSON.stringify(body) ?? "";
  if (json.includes('"is_echo"')) return "echo";
  if (json.includes('"delivery"')) return "delivered";
  const [, kind = ""] = /"(?:sender_action|template_type)":"(\w+)"/.exec(json) ?? [];
  if (kind !== "") return kind.replaceAll("_", " ");
  if (json.includes('"postback"')) return "postback";
  if (json.includes('"quick_reply"')) return "quick reply";
  return json.includes('"attachment"') ? "attachment" : "text";
}
