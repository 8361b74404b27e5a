import type { signInEn } from "./en.ts";

export const signInDe: Record<keyof typeof signInEn, string> = {
  signInOr: "oder",
  signInPasskey: "Mit einem Passkey anmelden",
  signInProvider: "Mit {provider} anmelden",
  signInBack: "Zurück zur Anmeldung",
  stillSignedIn: "Sie sind hier abgemeldet, und dort, woher Sie kamen, noch angemeldet.",
  signOutThere: "Auch dort abmelden",
  linkText: "Dieser Link meldet Sie einmal an. Fügen Sie danach einen Passkey hinzu, oder legen Sie ein Passwort fest.",
  linkOver: "Dieser Link ist nicht mehr gültig. Bitten Sie um einen neuen.",
  invitationProvider: "Legen Sie Ihr Konto mit dem an, das Ihre Organisation Ihnen gegeben hat.",
  passkeys: "Passkeys",
  passkeysAbout: "Melden Sie sich mit Fingerabdruck, Gesicht oder dem Code Ihres Geräts an, ohne Passwort.",
  passkeysNot: "Dieser Browser kennt keine Passkeys.",
  passkeySynced: "Auf mehreren Geräten",
  passkeyName: "Name eines neuen Passkeys",
  passkeyNameHint: "Woran Sie ihn wiedererkennen, z. B. Mein Telefon.",
  passkeyAdd: "Passkey hinzufügen",
  passkeyAdded: "Der Passkey ist hinzugefügt.",
  passkeyRemoveText: "Er lässt Sie nicht mehr herein. Entfernen Sie ihn auch von Ihrem Gerät.",
  passwordSet: "Passwort festlegen",
  passwordRemove: "Ohne Passwort anmelden",
  passwordRemoveText: "Ihr Passwort wird entfernt. Sie kommen mit dem herein, was Sie sonst hier haben.",
  providerConnect: "Mein Konto verbinden",
  providerDisconnect: "Mein Konto trennen",
  providerConnected: "Sie können sich mit {provider} anmelden.",
  providerNot: "Verbinden Sie Ihr Konto, und melden Sie sich von da an mit {provider} an.",
  providerConflict:
    "Ihr Konto oder Ihre Adresse gehört jemandem, den es hier schon gibt. Melden Sie sich wie bisher an, und verbinden Sie es auf der Seite Ihres Kontos.",
  providerDisabled: "Ihr Konto hier ist abgeschaltet. Wenden Sie sich an die Administration.",
  failurePasswordsOff: "Hier meldet sich niemand mit einem Passwort an. Nehmen Sie eine andere Schaltfläche.",
  failurePasskey: "Der Passkey wurde nicht angenommen. Versuchen Sie es noch einmal.",
  failurePasskeyNone: "Es wurde kein Passkey gewählt.",
  failurePasskeyKnown: "Dieses Gerät hat schon einen Passkey für Sie.",
  failurePasskeyUnknown:
    "Dieser Passkey lässt hier niemanden herein, oder es hat zu lange gedauert. Versuchen Sie es noch einmal, oder melden Sie sich anders an.",
  failureSignInAgain:
    "Dafür müssen Sie sich in den letzten 15 Minuten angemeldet haben. Melden Sie sich ab und wieder an.",
  failureProvider:
    "Die Anmeldung wurde nicht angenommen. Versuchen Sie es noch einmal. Bleibt es dabei, bitten Sie, im Protokoll des Servers nachzusehen.",
  failureProviderAway:
    "Der andere Dienst antwortet zurzeit nicht. Melden Sie sich anders an, oder versuchen Sie es später.",
  failureAdmitted:
    "Man kennt Sie dort, aber niemand hat Sie hier hereingelassen. Bitten Sie die Administration um eine Einladung.",
};
