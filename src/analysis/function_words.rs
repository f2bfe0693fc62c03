//! Words that hold sentences together: a query does not insist on them where it has others.
//!
//! Articles, pronouns, prepositions, conjunctions, auxiliaries and question words, folded. A word that can be what an
//! article is about is left out, however frequent (the month of May, the US), unless the language cannot do without it
//! (English *it* and *who*, French *est*).

/// Whether `folded`, an index word, is a function word of the language with ISO 639-1 code `language`. False for all words
/// of a language without a list.
pub fn is_function_word(language: &str, folded: &str) -> bool {
    words(language)
        .split_ascii_whitespace()
        .any(|word| word == folded)
}

/// The languages that have a list, each once.
pub(super) const LANGUAGES: [&str; 15] = [
    "en", "de", "fr", "es", "it", "pt", "nl", "ru", "ar", "sv", "da", "no", "fi", "tr", "pl",
];

/// The list of a language; empty where there is none.
pub(super) fn words(language: &str) -> &'static str {
    match language {
        "en" => ENGLISH,
        "de" => GERMAN,
        "fr" => FRENCH,
        "es" => SPANISH,
        "it" => ITALIAN,
        "pt" => PORTUGUESE,
        "nl" => DUTCH,
        "ru" => RUSSIAN,
        "ar" => ARABIC,
        "sv" => SWEDISH,
        "da" => DANISH,
        "no" | "nb" | "nn" => NORWEGIAN,
        "fi" => FINNISH,
        "tr" => TURKISH,
        "pl" => POLISH,
        _ => "",
    }
}

const ENGLISH: &str = "a an the and or but nor if than that this these those as at by for from in into of on onto to with within without \
    about above across after against among around before behind below between beyond during over per since through throughout toward \
    towards under until upon via while although though because unless whether i me my mine we our ours you your yours he him his she \
    her hers it its they them their theirs himself herself itself themselves who whom whose which what when where why how there here \
    am is are was were be been being do does did done has have had having can could will would shall should must might not \
    don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't shouldn't hasn't haven't hadn't i'm i've i'll i'd \
    you're you've you'll we're we've we'll they're they've they'll he'll she'll so such too very also then";

const GERMAN: &str = "der die das den dem des ein eine einer eines einem einen und oder aber denn als ob wenn weil dass damit an am auf \
    aus bei beim bis durch fur gegen hinter im in ins mit nach neben ohne seit uber um unter von vom vor wahrend wegen zu zum zur zwischen \
    ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen sich mein dein sein seine seiner seinen seinem unser unsere euer \
    ihre ihrer ihren ihrem dieser diese dieses diesen diesem jener jene wer wen wem was wann wo warum wie welche welcher welches ist sind \
    war waren bin bist wird werden wurde wurden worden hat haben hatte hatten kann konnen konnte konnten muss mussen musste soll sollen \
    sollte will wollen wollte darf durfen nicht auch so sehr dann da dort hier noch nur schon";

const FRENCH: &str = "le la les l un une des du de d au aux et ou mais donc ni car que qu qui quoi dont ou quand comment pourquoi si \
    comme a dans par pour en sur sous avec sans chez vers entre depuis pendant contre apres avant selon je j tu il elle on nous vous ils \
    elles me m te t se s lui leur leurs y ce c cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos quel quelle quels quelles \
    est sont etait etaient sera seront etre ai as avons avez ont avait avaient avoir aura fait faire peut peuvent doit doivent ne n pas \
    aussi tres alors lorsqu lorsque puisqu puisque jusqu quoiqu";

const SPANISH: &str = "el la los las lo un una unos unas y e o u pero sino ni que quien quienes cual cuales cuyo donde cuando como por \
    porque para a al de del en con sin segun sobre entre desde hasta contra durante ante tras si yo tu el ella ello nosotros ellos ellas \
    usted ustedes me te se nos os le les mi mis tus su sus nuestro nuestra nuestros nuestras esta estos estas ese esa esos esas \
    es son era eran fue fueron ser sido ha han habia haber hay estan estaba puede pueden debe deben no muy tambien mas";

const ITALIAN: &str = "il lo la i gli le l un uno una e ed o ma che chi cui quale quali dove quando come perche se a ad al allo alla ai agli \
    alle all da dal dallo dalla dai dagli dalle dall di d del dello della dei degli delle dell in nel nello nella nei negli nelle nell su sul \
    sullo sulla sui sugli sulle sull con per tra fra io tu lui lei noi voi loro mi ti si ci vi ne mio mia tuo suo sua suoi sue nostro \
    nostra vostro questo questa questi queste quello quella quelli quelle quell e sono era erano essere stato stata ha hanno aveva avevano \
    avere puo possono deve devono non anche gl c";

const PORTUGUESE: &str = "o a os as um uma uns umas e ou mas nem que quem qual quais cujo onde quando como por porque para ao aos a de do \
    da dos das d em no na nos nas num numa com sem sob sobre entre desde ate contra durante apos se eu tu ele ela eles elas voce voces me te \
    lhe lhes meu minha seu sua seus suas nosso nossa este esta estes estas esse essa esses essas isso isto aquele aquela pelo pela pelos \
    pelas e sao era eram foi foram ser sido ha tem tinha ter esta estao estava pode podem deve devem nao muito tambem mais";

const DUTCH: &str = "de het een en of maar want dat die dit deze als dan toen omdat terwijl hoewel aan achter bij binnen boven buiten door \
    in langs met na naar naast om onder op over per sinds te tegen tijdens tot tussen uit van vanaf voor zonder ik jij je u hij zij ze wij we \
    jullie mij me jou hem haar ons hen hun zich mijn jouw zijn onze wie wat waar wanneer waarom hoe welke welk er is ben bent was waren \
    wordt worden werd werden geworden heb hebt heeft hebben had hadden kan kunnen kon konden zal zullen zou zouden moet moeten moest mag \
    mogen niet ook zo zeer";

const RUSSIAN: &str = "и а но или да либо что чтобы как если когда потому хотя ли же бы в во на с со к ко у о об обо от до из за по под над \
    при про для без через между перед после против я ты он она оно мы вы они меня тебя его ее нас вас их мне тебе ему ей нам вам им мной \
    ним ней них нему себя себе свой своя свое свои своего своей своих мой твой наш ваш этот эта это эти этого этой этих тот та то те того \
    той тех кто кого кому чем где куда откуда почему зачем какой какая какие который которая которое которые которого которой которых \
    быть был была было были будет будут есть не ни также тоже";

const ARABIC: &str = "في من الي علي عن مع بعد قبل بين خلال حتي منذ عند ضد حول دون و او ام ثم لكن ان اذ اذا لو كي كما لا لم لن ما هل قد \
    سوف هذا هذه ذلك تلك هولاء هو هي هم هما انا نحن انت التي الذي الذين اللذين اللتي كان كانت كانوا يكون تكون ليس ليست كيف متي اين لماذا \
    ماذا انه انها بان وان فيه فيها به بها له لها منه منها عليه عليها";

const SWEDISH: &str = "en ett den det de och eller men att som om nar dar medan eftersom fast an i pa av till fran med utan under over for \
    hos efter fore mot mellan genom vid kring jag du han hon vi ni man mig dig honom henne oss er dem sig min mitt mina din sin sitt sina \
    hans hennes dess deras var vart vara denna detta dessa vem vad vilken vilket vilka varfor hur ar blir blev har hade ha kan kunde ska \
    skulle maste far inte ocksa sa";

const DANISH: &str = "en et den det de og eller men at som der om nar hvor mens fordi end i pa af til fra med uden under over for hos efter \
    mod mellem gennem ved jeg du han hun vi i man mig dig ham hende os jer dem sig min mit mine din sin sit sine hans hendes dens dets deres \
    vor vores denne dette disse hvem hvad hvilken hvilket hvilke hvorfor hvordan er blev bliver vaere vaeret har havde have kan kunne skal \
    skulle vil ville ma ikke ogsa sa";

const NORWEGIAN: &str = "en ei et den det de og eller men at som om nar der hvor mens fordi enn i pa av til fra med uten under over for hos \
    etter mot mellom gjennom ved jeg du han hun vi dere man meg deg ham henne oss dem seg min mitt mine din sin sitt sine hans hennes dens \
    deres var vare denne dette disse hvem hva hvilken hvilket hvilke hvorfor hvordan er ble blir bli blitt vaere vaert har hadde ha kan \
    kunne skal skulle vil ville ma ikke ogsa sa";

const FINNISH: &str = "ja tai vai mutta seka eli etta jos kun kuin koska vaikka jotta han se ne he me te mina sina hanen sen niiden heidan \
    meidan teidan minun sinun tama tuo nama nuo taman tuon naiden joka jotka jonka joiden jota joita mika mita missa mista mihin milloin miksi \
    miten kuka ketka kenen on ovat oli olivat ole ollut olla olisi ei eivat en et emme ette myos niin";

const TURKISH: &str = "bir ve veya ya ama fakat ancak ki de da ile icin gibi kadar gore karsi dolayi sonra once beri bu su o bunu onu bunun \
    onun ben sen biz siz onlar bana sana ona bize size onlara beni seni bizi sizi onlari benim senin bizim sizin onlarin kendi ne neden \
    nicin nasil nerede kim hangi mi mu ise idi degil hem cok daha en";

const POLISH: &str = "i a oraz lub albo ale lecz ze ze zeby aby jak jako gdy kiedy jesli poniewaz bo czy w we na z ze do od dla o u po pod \
    nad przed przez przy bez miedzy za ja ty on ona ono my wy oni one mnie ciebie jego jej nas was ich mi ci mu nam wam im go niego niej nich \
    sie sobie swoj swoja swoje moj nasz ten ta to te tego tej tych temu tym kto co gdzie dlaczego ktory ktora ktore ktorego ktorej ktorych \
    jest sa byl byla bylo byli byc bedzie beda nie tez takze";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokenize_query;

    #[test]
    fn function_words_are_known_and_news_words_are_not() {
        for word in ["the", "it", "who", "will", "don't"] {
            assert!(is_function_word("en", word), "{word}");
        }
        for word in ["new", "first", "us", "may", "war", "die", "march", "no"] {
            assert!(!is_function_word("en", word), "{word}");
        }
        assert!(
            is_function_word("de", "fur")
                && is_function_word("ru", "ее")
                && is_function_word("ar", "الي")
        );
        assert!(!is_function_word("zh", "the") && !is_function_word("en", ""));
    }

    #[test]
    fn the_lists_are_spelled_as_an_index_spells_words() {
        for language in [
            "en", "de", "fr", "es", "it", "pt", "nl", "ru", "ar", "sv", "da", "no", "fi", "tr",
            "pl",
        ] {
            assert!(
                words(language).split_whitespace().count() > 60,
                "{language}"
            );
            for word in words(language).split_whitespace() {
                let folded: Vec<String> = tokenize_query(word)
                    .into_iter()
                    .map(|token| token.text)
                    .collect();
                assert_eq!(folded, [word], "{language}");
            }
        }
    }
}
