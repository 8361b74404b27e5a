/** Words that say nothing about a person, and that are needed to understand a sentence. Normalized. */
export const commonWords: ReadonlySet<string> = new Set(
  `
  a about after again all also am an and any are as at be been before but by can cannot could day days did do does done
  don for from get give go going good had has have he hello help her here hi him his hour hours how i if in into is it
  its just know last later like ll look m make may maybe me minute minutes month months more morning much must my need
  next night no not now of off ok okay on one only open or other our out over please re s same say see send she should
  show since so some something soon still t take tell than thank thanks that the their them then there these they thing
  think this those time to today tomorrow tonight too try two under until up us use ve very want was way we week weeks
  well were what when where which who why will with would year years yes yesterday yet you your
  monday tuesday wednesday thursday friday saturday sunday
  january february march april june july august september october november december
  three four five six seven eight nine ten
  ai aide ainsi alors apres as au aucun aujourd aussi autre autres aux avant avec avez avoir avons ai ayant beaucoup bien
  bonjour bonsoir c ca car ce cela ces cet cette chez ci comme comment d dans de deja demain depuis des deux dire dois doit
  donc du elle elles en encore entre es est et etait ete etes etre eux faire fait faut fois hier heure heures huit hui
  ici il ils j jamais je jour jours jusqu l la le les leur lequel lui ma mais matin me meme mes midi minuit mille minute
  minutes mois moi mon n ne neuf ni non nos notre nous on ont ou oui par parce pas pendant peu peut peux plus pour
  pourquoi prendre pres puis qu quand quatre que quel quelle quelles quelque quelqu quels qui quoi sa salut sans se semaine
  semaines sept ses seulement si six soir sois soit sommes son sont souhaite sous suis sur ta te tes toi ton toujours tout
  toute toutes tous tres trois trop tu un une va vais vas venir vers veut veux voir voici voila vont vos votre voudrais
  vous y
  lundi mardi mercredi jeudi vendredi samedi dimanche
  janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
  cinq dix merci
  http https www com org net fr
  `
    .split(/\s+/)
    .filter((word) => word !== ""),
);
