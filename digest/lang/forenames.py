"""English as data: forenames that tell a woman from a man. Those that both bear (Robin, Nikita, Arpi) are left out."""

from __future__ import annotations

from digest.lang.en import words

#: In the form that `fold` gives: lower case, no accents.
WOMEN = words(
    "agnes aigul ainura aisha alexandra alice alina alisa alla amalia amina amy ana anahit anastasia anastasiya aneta "
    "angela angelina ani anita ann anna anne annegret annelena annette antonia anush araksi arevik arpine aynur ayse "
    "aysel aytaj aytan barbara beatrice bella bettina birgit bridget camilla carla carmen carol caroline catherine "
    "cecilia charlotte christina christine clara claudia daria deborah diana dina dinara dolores donna doreen dorothy "
    "eka ekaterina eleanor elena elina elisabeth elizabeth ella ellen elmira elsa elvira emily emma erika esma esra "
    "esther eteri eva evelyn faith fatima fatma fiona florence frances gayane georgia gloria grace greta gudrun "
    "gulnara gunel hannah harriet hasmik hatice heather heidi helen helena helga hermine ida ilse inga ingrid irene "
    "irina irma isabel isabella jacqueline jana jane janet jelena jennifer jessica joan joanna josephine julia julie "
    "karen karin karine katarina kate katharina katherine kathleen ketevan khatia khatuna kristina lana larisa laura "
    "layla lena leyla lia liana lilit lily lina linda lisa livia louise lucia lucy ludmila lusine lyudmila madeleine "
    "magda maia maka malala manana marcia margaret margarita mari maria mariam marianne marie marija marina marine "
    "marlene marta martha mary mathilde maya medea mehriban melissa mercedes mette michelle mila milena mirela miriam "
    "monica nadezhda nadia naira nana nancy naomi narine natalia natalie nataliya natasha nato nevena nicole nigar "
    "nina nino nora nune nutsa oksana olga olivia patricia paula petra priya rachel raisa rebecca rita rosa roza ruth "
    "ruzanna sabina salome samantha sandra sara sarah sevda sevinj shushan silva simone siranush sofia sonia sophia "
    "sophie stella susan susanna svetlana sylvia tamar tamara tamta tatevik tatiana tatyana tea teona teresa theresa "
    "tinatin ulrike ulviyya ursula valentina vanessa vera veronica victoria viktoria violet virginia xenia yana "
    "yelena yuliya zalina zara zarine zaruhi zeynep zhanna zinaida zoe zsofia"
)
MEN = words(
    "aaron abdul adam adrian ahmed ahmet akaki alan albert aleksandr aleksei alexander alexei alexey alfred ali "
    "alikhan amar anar anatoly andre andreas andrei andrew andrey anthony anton antonio ara aram archil arif arkady "
    "arman armen armin arno aron arsen artak artem arthur artur artyom ashot askar avtandil azat barry basil benjamin "
    "bernard besik bill bob boris brian bruce carl carlos cem charles christian christopher colin conrad craig dan "
    "daniel david davit denis dennis dieter dimitri dmitri dmitry dominic donald douglas edgar edmon eduard edward "
    "elchin eldar elnur emil emin emmanuel eric erik ernest erwin eskender eugene fabian farid felix ferdinand "
    "francis francois frank fred fritz gabriel gagik garegin gary gela geoffrey george gerard giga giles giorgi givi "
    "gleb gocha graham greg gregory grigor grigory guido gunther gurgen hakan hamlet hans harold harry hayk heikki "
    "heinz henry herbert hovhannes hrant hrayr hugh hugo ian igor ilgar ilham ilia ilqar ilya irakli ivan ivo jack "
    "jacob jacques james javid jeffrey jeremy jeyhun jim joachim joe johan johannes john jonathan jorge jose josef "
    "joseph joshua juan julius kakha kamran karl keith kemal ken kenneth kevin kirill klaus konstantin lars lasha "
    "laurence lazar leon leonard leonid lev levan levon lewis lorcan louis luis luka magnus mamuka manuel marat marc "
    "marcel marco marek mario mark markus martin mats matthew max maxim mehmet merab mher michael michel miguel "
    "mikayel mikhail mikheil miles milos mirza mnatsakan mohammad mohammed moses muhammad murad murat mustafa narek "
    "nathan neil nicholas nicolas nikol nikolai nikolaus nikolay nikoloz nils noah norman oleg oliver omar orkhan "
    "oscar oskar otar otto pablo patrick paul pavel pedro peter petr philip philippe pierre piers piotr rafael ralph "
    "ramin rashid rasim rauf raul ravil raymond recep renat rene richard robert roger roland roman ronald ruben "
    "rudolf rufat ruslan samir samuel samvel sargis sasun scott sebastian serge sergei sergey sergo serob seyran "
    "shahin shalva simon spartak stefan stepan stephen steven sverre tareq taron tengiz theodore thomas tigran tim "
    "timothy timur tobias tofig tom tomas tony toomas tural ulrich umar uwe vache vahagn vahan vahe vahram vakhtang "
    "valery vardan vasily vazgen victor viktor vincent vitaly vladimir vladislav volodymyr walter werner wilhelm "
    "william wolfgang yervand yevgeny yuri yury yusuf yves zaal zaur zaven zaza zurab zviad"
)
#: Ends of surnames that men have in another form: Aliyeva, Sokolova, Kovalskaya.
WOMENS_SURNAMES = ("yeva", "ieva", "ova", "skaya")
