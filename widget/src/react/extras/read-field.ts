/** Not the bot's own name for it: a field named `submit` or `parentNode` would hide that property of the form. */
export function fieldName(index: number): string {
  return `field-${index}`;
}

/** What stands in a field of a form, without the spaces around it, and what the browser thinks of it. */
export function readField(
  form: HTMLFormElement,
  index: number,
): { value: string; validity: ValidityState | undefined } {
  const value = new FormData(form).get(fieldName(index));
  const control = form.querySelector<HTMLInputElement>(`[name="${fieldName(index)}"]`);
  return { value: typeof value === "string" ? value.trim() : "", validity: control?.validity };
}
