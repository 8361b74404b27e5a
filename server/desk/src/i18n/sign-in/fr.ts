import type { signInEn } from "./en.ts";

export const signInFr: Record<keyof typeof signInEn, string> = {
  signInOr: "ou",
  signInPasskey: "Se connecter avec une clé d’accès",
  signInProvider: "Se connecter avec {provider}",
  signInBack: "Retour à la connexion",
  stillSignedIn: "Vous êtes déconnecté ici, mais toujours connecté là d’où vous veniez.",
  signOutThere: "Se déconnecter là aussi",
  linkText: "Ce lien vous connecte une fois. Ajoutez ensuite une clé d’accès ou définissez un mot de passe.",
  linkOver: "Ce lien n’est plus valable. Demandez-en un nouveau.",
  invitationProvider: "Créez votre compte avec celui que votre organisation vous a donné.",
  passkeys: "Clés d’accès",
  passkeysAbout: "Connectez-vous avec votre empreinte, votre visage ou le code de votre appareil, sans mot de passe.",
  passkeysNot: "Ce navigateur n’a pas de clés d’accès.",
  passkeySynced: "Sur plusieurs appareils",
  passkeyName: "Nom d’une nouvelle clé d’accès",
  passkeyNameHint: "Pour la reconnaître, par exemple Mon téléphone.",
  passkeyAdd: "Ajouter une clé d’accès",
  passkeyAdded: "La clé d’accès est ajoutée.",
  passkeyRemoveText: "Elle ne vous laisse plus entrer. Supprimez-la aussi de votre appareil.",
  passwordSet: "Définir un mot de passe",
  passwordRemove: "Se connecter sans mot de passe",
  passwordRemoveText: "Votre mot de passe est supprimé. Vous entrez avec ce que vous avez d’autre ici.",
  providerConnect: "Associer mon compte",
  providerDisconnect: "Dissocier mon compte",
  providerConnected: "Vous pouvez vous connecter avec {provider}.",
  providerNot: "Associez votre compte et connectez-vous désormais avec {provider}.",
  providerConflict:
    "Votre compte ou votre adresse appartient à quelqu’un qui est déjà ici. Connectez-vous comme avant et associez-le sur la page de votre compte.",
  providerDisabled: "Votre compte est désactivé ici. Adressez-vous à l’administration.",
  failurePasswordsOff: "Personne ne se connecte ici avec un mot de passe. Utilisez un autre bouton.",
  failurePasskey: "La clé d’accès n’a pas été acceptée. Réessayez.",
  failurePasskeyNone: "Aucune clé d’accès n’a été choisie.",
  failurePasskeyKnown: "Cet appareil a déjà une clé d’accès pour vous.",
  failurePasskeyUnknown:
    "Cette clé d’accès ne laisse entrer personne ici, ou cela a duré trop longtemps. Réessayez, ou connectez-vous autrement.",
  failureSignInAgain:
    "Pour cela, vous devez vous être connecté dans les 15 dernières minutes. Déconnectez-vous et reconnectez-vous.",
  failureProvider:
    "La connexion n’a pas été acceptée. Réessayez. Si cela persiste, demandez qu’on regarde le journal du serveur.",
  failureProviderAway:
    "L’autre service ne répond pas pour le moment. Connectez-vous autrement, ou réessayez plus tard.",
  failureAdmitted:
    "On vous connaît là-bas, mais personne ne vous a laissé entrer ici. Demandez une invitation à l’administration.",
};
