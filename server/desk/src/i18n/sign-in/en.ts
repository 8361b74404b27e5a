/** Signing in by something else than a password. */
export const signInEn = {
  signInOr: "or",
  signInPasskey: "Sign in with a passkey",
  signInProvider: "Sign in with {provider}",
  signInBack: "Back to the sign-in",
  stillSignedIn: "You are signed out here, and still signed in where you came from.",
  signOutThere: "Sign out there, too",
  linkText: "This link signs you in once. Then add a passkey, or set a password.",
  linkOver: "This link is not valid any more. Ask whoever made it for a new one.",
  invitationProvider: "Make your account with the one that your organisation has given you.",
  passkeys: "Passkeys",
  passkeysAbout: "Sign in by your fingerprint, your face or the code of your device, without a password.",
  passkeysNot: "This browser has no passkeys.",
  passkeySynced: "On several devices",
  passkeyName: "Name of a new passkey",
  passkeyNameHint: "By which you know it again, e.g. My phone.",
  passkeyAdd: "Add a passkey",
  passkeyAdded: "The passkey is added.",
  passkeyRemoveText: "It lets you in no more. Remove it from your device, too.",
  passwordSet: "Set a password",
  passwordRemove: "Sign in without a password",
  passwordRemoveText: "Your password is removed. You come in by what else you have here.",
  providerConnect: "Connect my account",
  providerDisconnect: "Disconnect my account",
  providerConnected: "You can sign in with {provider}.",
  providerNot: "Connect your account, and sign in with {provider} from then on.",
  providerConflict:
    "Your account or your address belongs to somebody who is here already. Sign in as before, and connect it on the page of your account.",
  providerDisabled: "Your account here is switched off. Ask an administrator of the desk.",
  failurePasswordsOff: "Nobody signs in with a password here. Use another button.",
  failurePasskey: "The passkey was not accepted. Try again.",
  failurePasskeyNone: "No passkey was chosen.",
  failurePasskeyKnown: "This device has a passkey for you already.",
  failurePasskeyUnknown:
    "This passkey lets nobody in here, or it took too long. Try again, or sign in by something else.",
  failureSignInAgain: "For this you must have signed in within the last 15 minutes. Sign out and in again.",
  failureProvider:
    "The sign-in was not accepted. Try again. If it stays so, ask whoever runs this server to look into its log.",
  failureProviderAway:
    "The other service does not answer at the moment. Sign in by something else, or try again later.",
  failureAdmitted:
    "You are known there, but nobody has let you in here. Ask an administrator of the desk to invite you.",
};
