/**
 * A figure that a connector keeps for the operator's monitoring. `name` as Prometheus writes names: lower case with `_`, the
 * unit last, `_total` for a counter. Values of labels come from a bounded set, never from what people send.
 */
export type Metric = {
  readonly name: string;
  readonly help: string;
  /** A counter only grows while the server runs; a gauge is what is there now. */
  readonly kind: "counter" | "gauge";
  readonly values: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
};
