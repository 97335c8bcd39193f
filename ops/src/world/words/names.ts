import type { Lang } from '@oto/schema/base/lang';
import { pick, type Random } from '../draw.ts';

const list = (text: string): readonly string[] => text.trim().split(/\s+/u);

const FIRST: { readonly [L in Lang]: readonly string[] } = {
  fr: list(`Adèle Agathe Aïcha Alban Alice Amandine Anaïs Antoine Apolline Armand Aurore Bastien Benoît Camille Capucine Célestin Chloé
    Clémence Colette Corentin Daphné Delphine Diane Édith Élise Éloi Émile Esther Eugénie Fanny Faustine Félix Fleur Florian Gaël Garance
    Gaspard Héloïse Hippolyte Honoré Inès Ismaël Jeanne Joachim Joséphine Jules Justine Léonie Léopold Lilian Lison Loïc Louise Lucien
    Ludivine Madeleine Maël Malo Manon Margaux Marius Mathilde Maxence Mehdi Mila Nadia Naël Noémie Octave Odile Ondine Oscar Pauline
    Perrine Philémon Raphaël Rémi Romane Rosalie Salomé Samir Sidonie Solène Sylvain Théo Timothée Tristan Ulysse Valentine Victoire
    Yaël Yannick Zacharie Zélie Zoé`),
  en: list(`Abigail Adam Ada Alfie Amber Amos Anya Arlo Ava Beatrix Ben Bess Blake Bonnie Callum Cara Cedric Clara Cleo Conrad Cora Dara
    Daisy Dexter Dora Edgar Edith Eliza Elsie Emmett Erin Esme Ethan Eve Fern Finn Flora Fraser Freya George Gilbert Grace Greta Gwen
    Harriet Hazel Heather Henry Hugo Ida Imogen Isla Ivan Ivy Jasper Joan Jonas June Keira Kit Lara Lewis Lily Logan Lucy Mabel Maeve
    Marcus Martha Max Maya Miles Mina Morgan Nell Nina Nora Oliver Opal Otis Owen Pearl Percy Phoebe Poppy Quinn Ralph Reuben Rhea Robin
    Rose Ruby Sadie Selma Silas Stella Tabitha Theo Toby Vera Violet Walter Wendy Willa`),
};
const LAST: { readonly [L in Lang]: readonly string[] } = {
  fr: list(`Abadie Arnaud Aubry Bailly Barbier Benali Bertin Besson Blanchet Boisseau Bonnet Bouchard Bourdin Brunet Carlier Caron
    Chauvin Chevalier Clerc Colin Cordier Costa Coulon Daumas Delorme Denis Desmoulins Diallo Dubois Duclos Dumas Dupuis Duval Fabre
    Faure Ferrand Fleury Fontaine Fournier Gaillard Garnier Gauthier Gilbert Girard Giraud Grandjean Guérin Hamel Haddad Hubert Humbert
    Jacquet Joly Kieffer Labbé Lacroix Lafarge Lambert Langlois Laurent Lebrun Leclerc Lefèvre Lemoine Leroux Lévêque Maillard Mallet
    Marchand Martel Masson Mercier Meunier Michaud Millet Moreau Morel Moulin Navarro Nguyen Noël Oliveira Pagès Pelletier Perrin Picard
    Poirier Prévost Renaud Rey Rivière Robin Rousseau Roux Sabatier Schmitt Tessier Thibault Traoré Vasseur Verdier Vidal Weber`),
  en: list(`Abbott Adeyemi Archer Ashby Atwood Baker Barlow Bell Bennett Birch Blackwood Bowen Brady Brooks Burns Byrne Callahan Carver
    Chandler Clarke Cole Cooper Crane Cross Curtis Dalton Davies Dawson Drake Ellis Farrow Finch Fletcher Flynn Ford Foster Fox Frost
    Gallagher Gibson Glover Graham Grant Greene Hale Hardy Harper Hayes Holt Hughes Hunt Irving Jarvis Keane Kelly Kerr Knight Lane Lang
    Larkin Lowe Lynch Marsh Mason Mercer Miller Moss Murphy Nash Noble North Nwosu Okafor Osborne Page Palmer Park Patel Pearce Porter
    Quill Reed Rhodes Rowe Russell Shah Sharp Shaw Singh Sloan Stone Sutton Swift Talbot Thorne Tucker Vance Wade Walsh Ward Webb Wells
    West Winter Wolfe Wood Wright Young`),
};

/** Agents are called by one word; it is the same in both languages. */
const AGENTS = list(`Ambre Anémone Argile Argus Aria Astrée Atlas Aube Azur Balise Basalte Boréal Brindille Brume Calame Calliope Canopée
  Caravelle Cascade Cassiopée Céladon Ciel Clepsydre Clio Cobalt Comète Copernic Corail Cyan Dédale Delta Dryade Écho Éclipse Élan Ellipse
  Éole Érato Escale Estampe Étincelle Euterpe Fable Fanal Faune Filigrane Flore Fugue Galène Givre Gouache Halo Hélix Horizon Icare Indigo
  Iris Janus Kaléido Lanterne Lavis Lichen Linon Lucarne Lyre Mélopée Merle Mica Minuit Mirage Mnémo Mosaïque Muse Nacre Nébula Nocturne
  Nomade Novella Ocre Ode Onde Opale Orée Orphée Otto Palimpseste Pastel Pégase Péniche Perle Persée Phare Pigment Pivoine Plume Prélude
  Prisme Quartz Radeau Refrain Rosace Rumeur Sable Safran Sépia Sirène Sonate Tempo Thalie Tilleul Totem Trèfle Uranie Vega Vélin Verso
  Vesper Vigie Voltige Wren Yole Zénith Zéphyr`);

export function memberName(random: Random, lang: Lang): string {
  return `${pick(random, FIRST[lang])} ${pick(random, LAST[lang])}`;
}

export function agentName(random: Random): string {
  return pick(random, AGENTS);
}
