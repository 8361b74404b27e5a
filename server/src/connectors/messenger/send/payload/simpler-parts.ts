import type { DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { simplerForms } from "#connectors/messenger/render/simpler-forms.ts";
import { FormError } from "#connectors/meta/send/refusal.ts";
import type { SendMessage } from "#connectors/messenger/send/send-api.ts";

/** What is left of a message that Meta takes as several only. `out`: how many are out before the first of them. */
export type Parts = { parts: SendMessage[]; out: number };

export type PartSteps = {
  /** @param partsOut how many are out with this one, where others follow. @throws DeliveryError */
  send(message: SendMessage, partsOut: number | undefined): Promise<DeliveryReceipt>;
  /** Stores with the delivery what is left. @returns false when this process no longer has it. */
  keep(left: Parts): Promise<boolean>;
  /** Meta refuses the form of a message; a simpler one is tried. */
  refused(error: FormError): void;
};

/**
 * Sends messages, in simpler forms where Meta refuses a form. A simpler form may be several messages. What is out stays out:
 * what is left is stored with the delivery before the first of them and after each, and the echo of each names it. So the
 * next try goes on there, also in another process.
 * @param partsOut how many are out by what was stored and by the echoes since.
 * @throws DeliveryError, the first refusal when Meta takes none of the forms: it names what the story's message has.
 */
export async function deliverInParts(given: Parts, partsOut: number, steps: PartSteps): Promise<DeliveryReceipt> {
  let receipt: DeliveryReceipt = {};
  for (let left = without(given, partsOut); left.parts.length > 0;) ({ receipt, left } = await sendNext(left, steps));
  return receipt;
}

function without({ parts, out }: Parts, partsOut: number): Parts {
  return { parts: parts.slice(Math.max(0, partsOut - out)), out: Math.max(out, partsOut) };
}

async function sendNext(
  { parts: [next, ...others], out }: Parts,
  steps: PartSteps,
): Promise<{ receipt: DeliveryReceipt; left: Parts }> {
  if (next === undefined) throw new Error("there is nothing to send");
  const refusals: FormError[] = [];
  for (const [first = next, ...more] of [[next], ...simplerForms(next)]) {
    const rest = [...more, ...others];
    // Else a process that is killed would begin with the refused form again, and Meta may take it by then.
    if (more.length > 0) await keep(steps, { parts: [first, ...rest], out }, "transient");
    let receipt: DeliveryReceipt;
    try {
      receipt = await steps.send(first, rest.length === 0 ? undefined : out + 1);
    } catch (error) {
      if (!(error instanceof FormError)) throw error;
      steps.refused(error);
      refusals.push(error);
      continue;
    }
    const left = { parts: rest, out: out + 1 };
    if (rest.length > 0) await keep(steps, left, "unknown");
    return { receipt, left };
  }
  throw refusals[0] ?? new Error("there is no form to send");
}

/**
 * @param kind what a failure means. Where a part is out that could not be noted, its echo tells.
 * @throws DeliveryError when it could not be stored, or is another process's by now.
 */
async function keep(steps: PartSteps, left: Parts, kind: "transient" | "unknown"): Promise<void> {
  let isOurs: boolean;
  try {
    isOurs = await steps.keep(left);
  } catch (cause) {
    throw new DeliveryError("what is left of the message could not be stored", kind, { code: "not_stored", cause });
  }
  if (!isOurs) throw new DeliveryError("this process no longer has the delivery", "unknown", { code: "taken_over" });
}
