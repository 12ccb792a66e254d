/** Given and family names that are common in one part of the world, with its cities. */
export interface Region {
  readonly country: string;
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly cities: readonly { readonly city: string; readonly county: string }[];
}

const words = (text: string): readonly string[] => text.split(' ');
const places = (text: string): Region['cities'] =>
  text.split(', ').map((place) => {
    const [city = '', county = ''] = place.split('/');
    return { city, county };
  });

/** Common names only, combined at random: a person who bears one of the combinations is a coincidence. */
export const regions: readonly Region[] = [
  {
    country: 'Spain',
    given: words(
      'Lucía Martín Sofía Hugo María Daniel Paula Álvaro Inés Adrián Carmen Íñigo Elena Sergio Núria',
    ),
    family: words(
      'García Martínez López Sánchez Pérez Gómez Fernández Muñoz Álvarez Romero Núñez Ibáñez Peña',
    ),
    cities: places('Madrid/Madrid, Sevilla/Andalucía, Bilbao/Bizkaia, València/València, Zaragoza/Aragón'),
  },
  {
    country: 'Germany',
    given: words('Anna Lukas Jörg Käthe Björn Sophie Jürgen Lena Felix Mia Günther Clara Paul Ömer Heike'),
    family: words(
      'Müller Schmidt Schneider Fischer Weber Schröder Krüger Bäcker Groß König Vogel Jäger Weiß',
    ),
    cities: places(
      'Berlin/Berlin, München/Bayern, Köln/Nordrhein-Westfalen, Hamburg/Hamburg, Leipzig/Sachsen',
    ),
  },
  {
    country: 'France',
    given: words(
      'Camille Hugo Chloé Léo Zoé Théo Inès François Hélène Noël Élodie Benoît Anaïs Jérôme Océane',
    ),
    family: words(
      'Lefèvre Moreau Durand Dubois Bernard Rousseau Chevalier Gérard Lemaître Béranger Garnier Faure',
    ),
    cities: places(
      'Paris/Île-de-France, Lyon/Rhône, Marseille/Bouches-du-Rhône, Nantes/Loire-Atlantique, Lille/Nord',
    ),
  },
  {
    country: 'United Kingdom',
    given: words('Olivia Jack Emily Harry Grace Thomas Ruby George Ella Oscar Freya Callum Isla Rhys Niamh'),
    family: words(
      "Smith Jones Taylor Brown Williams Wilson Evans Walker O'Brien MacLeod Hughes Clarke Patel Begum",
    ),
    cities: places(
      'London/Greater London, Leeds/West Yorkshire, Bristol/Avon, Cardiff/Glamorgan, Glasgow/Lanarkshire',
    ),
  },
  {
    country: 'United States',
    given: words('Emma Noah Ava Liam Mia Mason Harper Elijah Amelia James Zoe Caleb Naomi Diego Jasmine'),
    family: words(
      'Johnson Miller Davis Garcia Rodriguez Anderson Jackson White Harris Lewis Young Nguyen Hill Baker',
    ),
    cities: places(
      'New York/New York, Chicago/Cook, Houston/Harris, Seattle/King, Denver/Denver, Boston/Suffolk',
    ),
  },
  {
    country: 'Poland',
    given: words(
      'Zofia Jakub Łucja Paweł Małgorzata Michał Agnieszka Stanisław Katarzyna Łukasz Żaneta Bożena',
    ),
    family: words(
      'Nowak Kowalski Wiśniewski Wójcik Kamiński Zieliński Dąbrowski Król Piątek Żak Śliwa Pająk',
    ),
    cities: places(
      'Warszawa/Mazowieckie, Kraków/Małopolskie, Łódź/Łódzkie, Gdańsk/Pomorskie, Wrocław/Dolnośląskie',
    ),
  },
  {
    country: 'Sweden',
    given: words('Åsa Göran Linnéa Erik Märta Olof Frida Nils Ebba Lars Ingrid Sören Maja Axel Tove'),
    family: words(
      'Andersson Johansson Karlsson Nilsson Eriksson Åberg Sjögren Lindström Holm Öberg Nyström Ek',
    ),
    cities: places(
      'Stockholm/Stockholm, Göteborg/Västra Götaland, Malmö/Skåne, Uppsala/Uppsala, Umeå/Västerbotten',
    ),
  },
  {
    country: 'Brazil',
    given: words(
      'João Ana Luís Beatriz Antônio Júlia Caio Letícia Otávio Marina Simão Cecília Thiago Débora',
    ),
    family: words(
      'Silva Souza Costa Oliveira Araújo Gonçalves Simões Conceição Lima Brandão Magalhães Rocha',
    ),
    cities: places(
      'São Paulo/São Paulo, Recife/Pernambuco, Curitiba/Paraná, Brasília/Distrito Federal, Belém/Pará',
    ),
  },
  {
    country: 'Türkiye',
    given: words('Ayşe Mehmet Zeynep Çağla İbrahim Gülşen Emre Şule Oğuz Elif Cem Yıldız Deniz Barış'),
    family: words('Yılmaz Kaya Demir Şahin Çelik Öztürk Aydın Koç Güneş Doğan Işık Çetin'),
    cities: places('İstanbul/İstanbul, Ankara/Ankara, İzmir/İzmir, Bursa/Bursa, Eskişehir/Eskişehir'),
  },
  {
    country: 'India',
    given: words('Aarav Diya Vivaan Ananya Arjun Isha Rohan Meera Kabir Priya Nikhil Lakshmi Farhan Sana'),
    family: words('Sharma Verma Gupta Reddy Iyer Nair Khan Desai Mehta Chatterjee Das Pillai'),
    cities: places(
      'Mumbai/Maharashtra, Delhi/Delhi, Chennai/Tamil Nadu, Kolkata/West Bengal, Pune/Maharashtra',
    ),
  },
  {
    country: 'Japan',
    given: words('陽菜 蓮 結衣 湊 さくら 大翔 美咲 健太 葵 翔太 七海 拓海'),
    family: words('佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田'),
    cities: places('東京/東京都, 大阪/大阪府, 札幌/北海道, 福岡/福岡県, 名古屋/愛知県'),
  },
  {
    country: 'Greece',
    given: words('Μαρία Γιώργος Ελένη Νίκος Κατερίνα Δημήτρης Σοφία Κώστας Άννα Γιάννης'),
    family: words('Παπαδόπουλος Οικονόμου Βασιλείου Νικολάου Γεωργίου Δημητρίου Ιωάννου Αθανασίου'),
    cities: places('Αθήνα/Αττική, Θεσσαλονίκη/Κεντρική Μακεδονία, Πάτρα/Αχαΐα, Ηράκλειο/Κρήτη'),
  },
];

export const jobTitles: readonly string[] = [
  'Buyer',
  'Marketing Manager',
  'Sales Manager',
  'Office Manager',
  'Engineer',
  'Teacher',
  'Consultant',
  'Accountant',
  'Founder',
  'CEO',
];

const trades = words(
  'Logistics Bakery Optics Textiles Software Timber Dental Energy Travel Foods Printing Ceramics',
);
const forms = words('Ltd GmbH SA AB Inc Sp.');

/** A made-up company name: a family name, a trade, a legal form. */
export function companyName(family: string, trade: number, form: number): string {
  return `${family} ${trades[trade % trades.length] ?? ''} ${forms[form % forms.length] ?? ''}`;
}
