//! The function words of languages in Latin letters.

pub(super) const ENGLISH: &str = "a an the and or but nor if than that this these those as at by for from in into of on onto to with \
    within without about above across after against among around before behind below between beyond during over per since through \
    throughout toward towards under until upon via while although though because unless whether i me my mine we our ours you your yours he \
    him his she her hers it its they them their theirs himself herself itself themselves who whom whose which what when where why how \
    there here am is are was were be been being do does did done has have had having can could will would shall should must might not \
    don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't shouldn't hasn't haven't hadn't i'm i've i'll i'd \
    you're you've you'll we're we've we'll they're they've they'll he'll she'll so such too very also then whoever whatever whichever";

pub(super) const GERMAN: &str = "der die das den dem des ein eine einer eines einem einen und oder aber denn als ob wenn weil dass damit \
    an am auf aus bei beim bis durch fur gegen hinter im in ins mit nach neben ohne seit uber um unter von vom vor wahrend wegen zu zum \
    zur zwischen ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen sich mein dein sein seine seiner seinen seinem unser \
    unsere euer ihre ihrer ihren ihrem dieser diese dieses diesen diesem jener jene wer wen wem was wann wo warum wie welche welcher \
    welches ist sind war waren bin bist wird werden wurde wurden worden hat haben hatte hatten kann konnen konnte konnten muss mussen \
    musste soll sollen sollte will wollen wollte darf durfen nicht auch so sehr dann da dort hier noch nur schon welchem welchen wieso \
    weshalb wieviel wieviele wohin woher wessen woraus wodurch wofür womit bereits doch ja etwa jeder jede jedes";

pub(super) const FRENCH: &str = "le la les l un une des du de d au aux et ou mais donc ni car que qu qui quoi dont quand comment pourquoi \
    si comme a dans par pour en sur sous avec sans chez vers entre depuis pendant contre apres avant selon je j tu il elle on nous vous \
    ils elles me m te t se s lui leur leurs y ce c cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos quel quelle quels \
    quelles est sont etait etaient sera seront etre ai as avons avez ont avait avaient avoir aura fait faire peut peuvent doit doivent ne \
    n pas aussi tres alors lorsqu lorsque puisqu puisque jusqu quoiqu combien lequel laquelle lesquels lesquelles où fut furent été ayant \
    étant quelqu aucun aucune plus";

pub(super) const SPANISH: &str = "el la los las lo un una unos unas y e o u pero sino ni que quien quienes cual cuales cuyo donde cuando \
    como por porque para a al de del en con sin segun sobre entre desde hasta contra durante ante tras si yo tu ella ello nosotros ellos \
    ellas usted ustedes me te se nos os le les mi mis tus su sus nuestro nuestra nuestros nuestras esta estos estas ese esa esos esas es \
    son era eran fue fueron ser sido ha han habia haber hay estan estaba puede pueden debe deben no muy tambien mas cuánto cuánta cuántos \
    cuántas qué quién cuál dónde cuándo cómo este quiénes cuáles adónde será hubo había siendo sea uno dos más";

pub(super) const ITALIAN: &str = "il lo la i gli le l un uno una e ed o ma che chi cui quale quali dove quando come perche se a ad al allo \
    alla ai agli alle all da dal dallo dalla dai dagli dalle dall di d del dello della dei degli delle dell in nel nello nella nei negli \
    nelle nell su sul sullo sulla sui sugli sulle sull con per tra fra io tu lui lei noi voi loro mi ti si ci vi ne mio mia tuo suo sua \
    suoi sue nostro nostra vostro questo questa questi queste quello quella quelli quelle quell sono era erano essere stato stata ha hanno \
    aveva avevano avere puo possono deve devono non anche gl c quanto quanta quanti quante qual fu furono stati è sarà più cosa";

pub(super) const PORTUGUESE: &str = "o a os as um uma uns umas e ou mas nem que quem qual quais cujo onde quando como por porque para ao \
    aos de do da dos das d em no na nos nas num numa com sem sob sobre entre desde ate contra durante apos se eu tu ele ela eles elas voce \
    voces me te lhe lhes meu minha seu sua seus suas nosso nossa este esta estes estas esse essa esses essas isso isto aquele aquela pelo \
    pela pelos pelas sao era eram foi foram ser sido ha tem tinha ter estao estava pode podem deve devem nao muito tambem mais quanto \
    quanta quantos quantas aonde cuja cujos cujas será havia";

pub(super) const CATALAN: &str = "el la els les l un una uns unes i o però sinó ni que qui què qual quals on quan com perquè si a al als \
    de d del dels en amb sense sobre entre des fins contra durant davant jo tu ell ella nosaltres ells elles em et es ens us li ho hi meu \
    meva seu seva seus seves aquest aquesta aquests aquestes aquell és són era eren va van ser estat ha han havia haver pot poden no molt \
    també més quin quina quins quines quant quants per pel pels";

pub(super) const ROMANIAN: &str = "a al ai ale un o unui unei unor și sau dar iar ori că să dacă când unde cum cine ce care cui cărui \
    cărei căror cărora câți câte cât câtă de deși la în din dintre între pe prin pentru cu fără sub peste către după până spre despre \
    lângă eu tu el ea noi voi ei ele mă te se ne vă îl îi le lui lor său sa săi sale meu mea tău nostru acest această acești aceste acesta \
    aceasta acel acea acei acele este e sunt era erau fost fi fie va vor are au avea avut am ar nu mai foarte tot ca decât doar \
    fiind";

pub(super) const DUTCH: &str = "de het een en of maar want dat die dit deze als dan toen omdat terwijl hoewel aan achter bij binnen boven \
    buiten door in langs met na naar naast om onder op over per sinds te tegen tijdens tot tussen uit van vanaf voor zonder ik jij je u \
    hij zij ze wij we jullie mij me jou hem haar ons hen hun zich mijn jouw zijn onze wie wat waar wanneer waarom hoe welke welk er is ben \
    bent was waren wordt worden werd werden geworden heb hebt heeft hebben had hadden kan kunnen kon konden zal zullen zou zouden moet \
    moeten moest mag mogen niet ook zo zeer hoeveel waarin waarvan waarmee wiens";

pub(super) const SWEDISH: &str = "en ett den det de och eller men att som om nar dar medan eftersom fast an i pa av till fran med utan \
    under over for hos efter fore mot mellan genom vid kring jag du han hon vi ni man mig dig honom henne oss er dem sig min mitt mina din \
    sin sitt sina hans hennes dess deras var vart vara denna detta dessa vem vad vilken vilket vilka varfor hur ar blir blev har hade ha \
    kan kunde ska skulle maste far inte ocksa sa hurdan varifrån vilkas många mycket";

pub(super) const DANISH: &str = "en et den det de og eller men at som der om nar hvor mens fordi end i pa af til fra med uden under over \
    for hos efter mod mellem gennem ved jeg du han hun vi man mig dig ham hende os jer dem sig min mit mine din sin sit sine hans hendes \
    dens dets deres vor vores denne dette disse hvem hvad hvilken hvilket hvilke hvorfor hvordan er blev bliver vaere vaeret har havde \
    have kan kunne skal skulle vil ville ma ikke ogsa sa hvornår hvorfra mange meget hvis";

pub(super) const NORWEGIAN: &str = "en ei et den det de og eller men at som om nar der hvor mens fordi enn i pa av til fra med uten under \
    over for hos etter mot mellom gjennom ved jeg du han hun vi dere man meg deg ham henne oss dem seg min mitt mine din sin sitt sine \
    hans hennes dens deres var vare denne dette disse hvem hva hvilken hvilket hvilke hvorfor hvordan er ble blir bli blitt vaere vaert \
    har hadde ha kan kunne skal skulle vil ville ma ikke ogsa sa hvorfra mange mye hvis når";

pub(super) const FINNISH: &str = "ja tai vai mutta seka eli etta jos kun kuin koska vaikka jotta han se ne he me te mina sina hanen sen \
    niiden heidan meidan teidan minun sinun tama tuo nama nuo taman tuon naiden joka jotka jonka joiden jota joita mika mita missa mista \
    mihin milloin miksi miten kuka ketka kenen on ovat oli olivat ole ollut olla olisi ei eivat en et emme ette myos niin montako mistä \
    kuinka minkä keitä oliko onko";

pub(super) const HUNGARIAN: &str = "a az egy és vagy de hogy ha mert mint amely amelyek amelyet aki akik ami ki kik mi mit kit hol hova \
    honnan mikor miért hogyan hány mennyi melyik milyen én te ő ti ők engem téged őt minket titeket őket enyém ez ezt ezek azt azok ebben \
    abban ennek annak is nem sem van vannak volt voltak lesz lett lenni kell lehet már még csak úgy így által szerint után előtt között \
    alatt felett mellett nélkül";

pub(super) const POLISH: &str = "i a oraz lub albo ale lecz ze zeby aby jak jako gdy kiedy jesli poniewaz bo czy w we na z do od dla o u \
    po pod nad przed przez przy bez miedzy za ja ty on ona ono my wy oni one mnie ciebie jego jej nas was ich mi ci mu nam wam im go niego \
    niej nich sie sobie swoj swoja swoje moj nasz ten ta to te tego tej tych temu tym kto co gdzie dlaczego ktory ktora ktore ktorego \
    ktorej ktorych jest sa byl byla bylo byli byc bedzie beda nie tez takze jaki jaka jakie jakich jakim jaką ile ilu czym czego skąd \
    dokąd został została zostały kim";

pub(super) const CZECH: &str = "a i nebo ale že aby jak jako když protože který která které kteří kterého kterou co kdo kde kdy kam odkud \
    proč čí jaký jaká jaké kolik v ve na s se z ze do od o u po pod nad před při bez mezi za pro k ke já ty on ona ono my vy oni mě tě \
    jeho její nás vás jich mi ti mu nám vám jim si svůj svou své můj náš ten ta to tento tato toto těch tomu je jsou byl byla bylo byli \
    být bude budou není ne také jen již však podle";

pub(super) const TURKISH: &str = "bir ve veya ya ama fakat ancak ki de da ile icin gibi kadar gore karsi dolayi sonra once beri bu su o \
    bunu onu bunun onun ben sen biz siz onlar bana sana ona bize size onlara beni seni bizi sizi onlari benim senin bizim sizin onlarin \
    kendi ne neden nicin nasil nerede kim hangi mi mu ise idi degil hem cok daha en hangisi hangileri kaç kimin kimi kime kimler nereye \
    nereden neresi neyi neyin nelerdir nedir kimdir olarak olan oldu olduğu olmuş olur oluyor vardır var yok tarafından üzere her içinde \
    üzerinde arasında göre ayrıca bazı diye etti eden edilen etmiştir hakkında kaçıncı";

pub(super) const INDONESIAN: &str = "yang dan atau tetapi namun di ke dari pada dalam untuk dengan oleh tentang sebagai antara sejak \
    hingga sampai karena jika bila ketika saat bahwa agar saya aku kamu anda dia ia kami kita mereka ini itu tersebut adalah ialah \
    merupakan akan telah sudah sedang masih belum tidak bukan dapat bisa harus juga lebih sangat apa siapa mana kapan mengapa bagaimana \
    berapa dimana para sebuah seorang suatu tak secara serta maupun";

/// As they are without marks too, in texts of other languages and in what is typed: a word that is spelled like a noun without
/// them is left out.
pub(super) const VIETNAMESE: &str = "là và của có được trong một những các cho với không đến từ ra ở đã sẽ bị hay này theo người vào về \
    trên dưới bởi vì nếu thì mà như cũng nhưng hoặc để sau trước giữa cùng nào gì ai đâu sao nhiêu rằng nên rất lại chúng việc cái chiếc \
    hơn lên xuống còn phải";

/// Of these only the spelling with marks is one.
pub(super) const VIETNAMESE_WITH_MARKS: &str = "khi tại do đang từng chỉ đều mọi mỗi mấy bao vậy đây đó ấy kia thế qua ngoài bằng tới \
    đối nhau mình họ tôi ta chưa vẫn cả";
