/** Says where the addresses are that nobody says aloud. */
const inApp: Readonly<Record<string, string>> = {
  en: "You find the address in your Alexa app.",
  fr: "L'adresse est dans votre application Alexa.",
  de: "Die Adresse steht in Ihrer Alexa-App.",
  es: "La dirección está en su aplicación Alexa.",
  it: "L'indirizzo è nella sua app Alexa.",
  nl: "Het adres staat in uw Alexa-app.",
  pt: "O endereço está no seu aplicativo Alexa.",
};

export function inAppFor(locale: string): string {
  return inApp[locale.split("-")[0]?.toLowerCase() ?? ""] ?? "You find the address in your Alexa app.";
}
