/**
 * Tells the server when the chat's own code has failed in a browser. A tag of its own, so that it costs no byte where nobody
 * wants it: `<script async src="https://bot.example.com/causerie/errors.js"></script>`.
 * @module
 */
import { describeFailure } from "./describe-failure.ts";

/** Reports of one page. What fails at each frame would report without end. */
const mostReports = 5;

function start({ src, dataset }: HTMLScriptElement): void {
  const endpoint = dataset["endpoint"] ?? new URL("../web", src).href;
  const sent = new Set<string>();

  function report(error: unknown): void {
    const failure = describeFailure(error, new URL("..", src).href);
    if (failure === undefined || sent.size >= mostReports) return;
    const text = JSON.stringify(failure);
    if (sent.has(text)) return;
    sent.add(text);
    // As plain text, because a beacon cannot ask whether it may send anything else to another site.
    navigator.sendBeacon(`${endpoint}/v1/errors`, text);
  }

  addEventListener("error", ({ error }) => report(error));
  addEventListener("unhandledrejection", ({ reason }) => report(reason));
}

if (document.currentScript instanceof HTMLScriptElement) start(document.currentScript);
