"""English as data: the words that tell who met whom and who said what. No logic.

Verbs are lemmas. A set says what its members have in common; the sentence in the comment shows the form meant.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a line as a set; "_" stands for a space inside one."""
    return frozenset(word.replace("_", " ") for word in text.split())


# --- who speaks ------------------------------------------------------------------------------------------------------

#: “…,” X said. X said that … Any of these may report words of every form.
SAY_VERBS = words(
    "say tell state declare announce add note stress emphasise emphasize underline underscore highlight claim "
    "argue insist assert maintain explain clarify confirm reiterate reaffirm affirm admit acknowledge concede "
    "deny warn caution remark comment reply respond answer ask write tweet post report inform brief recall "
    "mention observe point continue conclude complain suggest allege accuse promise pledge vow urge demand "
    "declare joke quip sigh reveal disclose predict charge contend counter retort repeat read boast lament "
    "exclaim propose call describe label dub brand term denounce condemn criticise criticize praise welcome hail "
    "express thank congratulate convey blame dismiss reject refute rebuff apologise apologize assure agree voice "
    "outline signal testify recount appeal tout elaborate detail specify hint advise advocate brush downplay "
    "indicate interject object order plead protest rule say state swear threaten touch speculate summarise "
    "summarize stipulate estimate"
)
#: Words that report a view, not an utterance: a statement where a quotation or a that-clause hangs on them.
VIEW_VERBS = words(
    "believe hope think expect consider see want regret fear doubt feel accept request discuss exchange know"
)
#: X thanked Y for …, X congratulated Y on …: a statement without a clause (the object is who is spoken to).
ADDRESS_VERBS = words(
    "thank congratulate urge ask brief inform assure accuse warn condemn praise welcome reject blame criticise "
    "criticize propose demand express convey stress emphasise emphasize underline underscore highlight reaffirm "
    "reiterate recall deny promise pledge denounce hail request note"
)
#: X called that ‘late’: no clause hangs on these.
NAME_VERBS = words("call label dub brand term")
#: What is reported under these is not what the speaker says: X denied that …, dismissed claims that ….
DENY_VERBS = words("deny dispute doubt dismiss refute rebuff reject contradict")
#: X refused to say that …: it was not said.
REFUSE_VERBS = words("refuse decline fail hesitate avoid omit forget")
#: “, he said” may stand after these objects: they are bodies of words.
TEXT_NOUNS = words(
    "statement readout release letter report message tweet post interview communique communiqué note article "
    "briefing document declaration account telegram speech remarks address book survey poll study memo email e-mail"
)
RELAY_NOUNS = words("spokesperson spokesman spokeswoman office service press administration aide secretariat")
#: What is an outlet by its name: Radio Selm, Merrin's Channel 4, state television.
OUTLETS = words(
    "radio tv television channel news times post gazette herald tribune agency newspaper daily weekly magazine website "
    "portal podcast broadcaster facebook twitter telegram youtube instagram x"
)
#: Subjects that stand for all who met: their view is told by whoever issued the text.
SIDES = words(
    "side party interlocutor both two counterpart pair official leader minister delegation participant officer "
    "two_sides"
)

# --- who they are ----------------------------------------------------------------------------------------------------

#: An office: what may stand before a name or in apposition to it.
OFFICES = words(
    "president vice-president minister premier pm fm chancellor king queen prince princess emir sultan sheikh "
    "ambassador envoy representative secretary commissioner governor mayor senator mp lawmaker deputy chairman "
    "chairwoman chair chairperson speaker chief head director leader commander general colonel major admiral "
    "lieutenant captain spokesman spokeswoman spokesperson aide adviser advisor mediator negotiator ombudsman "
    "patriarch catholicos metropolitan bishop archbishop pope cardinal imam mufti abbot rabbi judge prosecutor "
    "lawyer attorney professor historian analyst expert economist activist journalist critic poet writer director "
    "farmer resident headmistress headmaster teacher baker florist councillor cllr coun coun. rev rev. dr. mr mrs "
    "ms mr. mrs. ms. dr sir lord lady h.e. ceo coordinator counterpart colleague diplomat consul attaché chargé "
    "d'affaires delegate official observer undersecretary rapporteur co-chair co-chairman co-founder founder owner "
    "manager boss coach captain scientist engineer doctor scholar scientist sociologist member candidate "
    "ex-president ex-minister president- elect"
)
#: Offices by rank: who heads a state, a government or a union, and who has a seat in one.
HEADS = words("president premier pm chancellor king queen emir sultan pope secretary-general")
MINISTERS = words("minister vice-president")
SECRETARIES = words("foreign home defence defense treasury")  #: who are ministers by another name
#: Of an office's words: one rank lower, and none any more or not yet.
DEPUTIES = words("deputy vice")
NO_LONGER = words("former ex late then candidate designate")
#: Titles that are dropped from a name but are no office worth printing.
COURTESY = words("rev rev. mr mrs ms mr. mrs. ms. dr dr. sir h.e. lord lady h.e")
#: What may stand inside an office: “Deputy Foreign Minister”, “EU Enlargement Commissioner”.
MILITARY = words("lieutenant major brigadier colonel general captain admiral sergeant marshal commander")
OFFICE_PARTS = words(
    "deputy foreign prime vice first acting interim former then late visiting chief special senior national "
    "general defence defense interior economy finance health education culture justice energy agriculture "
    "environment transport trade labour labor state parliamentary parliament security council presidential "
    "regional opposition personal permanent extraordinary plenipotentiary union faction group party staff cabinet "
    "press political executive intelligence newly appointed first co affairs relations honorary top army armed "
    "land forces chairperson-in-office"
)
#: Nouns that make a name a body: “the Russian Foreign Ministry”.
BODIES = words(
    "ministry government parliament office administration council commission committee court union party party "
    "bloc agency service department embassy police army bank company association foundation organisation "
    "organization delegation assembly academy university institute centre center group coalition alliance "
    "patriarchate church senate congress duma cabinet presidency secretariat federation authority court newspaper "
    "channel mission bureau board command staff fund chamber opposition corporation campaign kremlin hall league "
    "see eu un nato osce"
)
#: People without a name.
GROUPS = words(
    "side delegation official minister leader president ambassador diplomat resident family farmer villager worker "
    "miner winegrower expert protester activist representative negotiator commission organiser organizer forecaster "
    "engineer exporter insurer driver baker teacher critic analyst observer lawyer manager lawmaker councillor "
    "envoy trader pupil journalist student businessman investor citizen voter veteran prisoner member community "
    "society management leadership crew survivor refugee landowner shareholder executive scientist academic artist "
    "nurse child mother father woman youth backbencher founder owner relative parent soldier officer general "
    "colonel ministers counterpart source mediator rebel fighter separatist insurgent delegate campaigner neighbour"
)
#: Plurals in -ers that are no trade.
NOT_TRADES = words(
    "papers numbers matters letters orders borders waters powers centers centres offers answers others computers "
    "numbers chapters quarters posters barriers corners covers layers members tempers rivers winters summers "
    "showers disasters markers banners shoulders flowers towers boilers trawlers"
)
#: Titles, offices and kin that tell a woman from a man.
WOMEN_WORDS = words(
    "mrs ms miss madam mme lady dame queen princess empress duchess countess baroness sheikha spokeswoman chairwoman "
    "congresswoman councilwoman businesswoman policewoman headmistress actress woman girl mother sister daughter wife "
    "widow grandmother aunt niece nun abbess priestess goddess heiress"
)
MEN_WORDS = words(
    "mr sir king prince emperor duke sultan emir sheikh imam patriarch catholicos pope archimandrite spokesman "
    "chairman congressman councilman businessman policeman headmaster actor man boy father brother son husband widower "
    "grandfather uncle nephew monk abbot priest"
)
PERSON_PRONOUNS = words("he she him her himself herself")
PLURAL_PRONOUNS = words("they them")

# --- states ----------------------------------------------------------------------------------------------------------

#: State: its adjective and its capital, in that order. States that a text forms itself are learned from it (states.py).
STATES: dict[str, tuple[str, str]] = {
    "Armenia": ("Armenian", "Yerevan"),
    "Azerbaijan": ("Azerbaijani", "Baku"),
    "Georgia": ("Georgian", "Tbilisi"),
    "Russia": ("Russian", "Moscow"),
    "Turkey": ("Turkish", "Ankara"),
    "Iran": ("Iranian", "Tehran"),
    "Ukraine": ("Ukrainian", "Kyiv"),
    "Kazakhstan": ("Kazakh", "Astana"),
    "Uzbekistan": ("Uzbek", "Tashkent"),
    "Kyrgyzstan": ("Kyrgyz", "Bishkek"),
    "Tajikistan": ("Tajik", "Dushanbe"),
    "Turkmenistan": ("Turkmen", "Ashgabat"),
    "Belarus": ("Belarusian", "Minsk"),
    "Moldova": ("Moldovan", "Chisinau"),
    "France": ("French", "Paris"),
    "Germany": ("German", "Berlin"),
    "Italy": ("Italian", "Rome"),
    "Greece": ("Greek", "Athens"),
    "Poland": ("Polish", "Warsaw"),
    "Spain": ("Spanish", "Madrid"),
    "Portugal": ("Portuguese", "Lisbon"),
    "Netherlands": ("Dutch", "The Hague"),
    "Denmark": ("Danish", "Copenhagen"),
    "Sweden": ("Swedish", "Stockholm"),
    "Norway": ("Norwegian", "Oslo"),
    "Finland": ("Finnish", "Helsinki"),
    "Ireland": ("Irish", "Dublin"),
    "Switzerland": ("Swiss", "Bern"),
    "Austria": ("Austrian", "Vienna"),
    "Hungary": ("Hungarian", "Budapest"),
    "Romania": ("Romanian", "Bucharest"),
    "Bulgaria": ("Bulgarian", "Sofia"),
    "Serbia": ("Serbian", "Belgrade"),
    "Kosovo": ("Kosovar", "Pristina"),
    "Croatia": ("Croatian", "Zagreb"),
    "Slovenia": ("Slovenian", "Ljubljana"),
    "Slovakia": ("Slovak", "Bratislava"),
    "Czechia": ("Czech", "Prague"),
    "Latvia": ("Latvian", "Riga"),
    "Lithuania": ("Lithuanian", "Vilnius"),
    "Estonia": ("Estonian", "Tallinn"),
    "Cyprus": ("Cypriot", "Nicosia"),
    "Israel": ("Israeli", "Jerusalem"),
    "Egypt": ("Egyptian", "Cairo"),
    "Syria": ("Syrian", "Damascus"),
    "Lebanon": ("Lebanese", "Beirut"),
    "Iraq": ("Iraqi", "Baghdad"),
    "China": ("Chinese", "Beijing"),
    "Japan": ("Japanese", "Tokyo"),
    "India": ("Indian", "New Delhi"),
    "Pakistan": ("Pakistani", "Islamabad"),
    "United States": ("US", "Washington"),
    "United Kingdom": ("British", "London"),
    "European Union": ("EU", "Brussels"),
}
#: Other names of the same: the form -> the state.
STATE_ALIASES = {
    "U.S.": "United States",
    "US": "United States",
    "USA": "United States",
    "America": "United States",
    "American": "United States",
    "UK": "United Kingdom",
    "U.K.": "United Kingdom",
    "Britain": "United Kingdom",
    "EU": "European Union",
    "Türkiye": "Turkey",
    "Azeri": "Azerbaijan",
    "Russian Federation": "Russia",
}
#: Bodies known by a house or a city.
KNOWN_BODIES = {
    "Kremlin": "Russia",
    "White House": "United States",
    "Elysee": "France",
    "Downing Street": "United Kingdom",
}
#: Unions and alliances that act in their own name.
UNIONS = words("EU UN NATO OSCE CSTO CIS")

# --- encounters ------------------------------------------------------------------------------------------------------

MEET_VERBS = words("meet receive host see reconvene convene confer welcome greet summon gather assemble")
TALK_VERBS = words("talk speak negotiate confer consult")
CALL_VERBS = words("phone telephone ring")
VISIT_VERBS = words("visit tour")
TRAVEL_VERBS = words("travel arrive fly go come leave return head depart")
#: Where somebody travels to without its name: "came to the country".
REGIONS = words("region country capital republic area")
#: Ended, began a trip: as good as paid a visit.
TRIP_VERBS = words("wrap end finish conclude complete cut begin start make pay undertake")
WRITE_VERBS = words("write")
#: One of these (lemmas) stands where a call, or a letter, is told of.
CALL_WORDS = words(
    "call phone telephone ring dial line video videoconference videolink "
    "teleconference conversation online zoom speak talk"
)
LETTER_WORDS = words(
    "letter telegram message cable note write correspondence mail email e-mail text memo card send reply"
)
SEND_VERBS = words("send address dispatch")
#: X discussed the ferry with Y: nobody does so alone.
DISCUSS_VERBS = words("discuss review examine touch")
#: X handed Y a note of protest.
LEAD_NOUNS = words("side delegation team party")
HAND_VERBS = words("hand pass deliver present convey")
HANDED_NOUNS = words("petition signature note letter credential telegram memorandum demarche")
#: X and Y opened the bridge: done on the spot.
CEREMONY_VERBS = words("open inaugurate unveil")
#: X held talks with Y; X paid a visit to Z: the noun names the occasion.
HOLD_VERBS = words(
    "hold have conduct attend take pay hold host begin start open make continue resume chair join address lead head "
    "conclude end finish complete break"
)
LEAD_VERBS = words("head lead chair co-chair attend represent")
#: Events as nouns -> kind.
EVENT_NOUNS = {
    **dict.fromkeys(["meeting", "tête-à-tête", "tête", "audience"], "meeting"),
    **dict.fromkeys(["lunch", "dinner", "breakfast"], "meeting"),
    **dict.fromkeys(["talk", "negotiation", "consultation", "discussion", "dialogue", "round"], "talks"),
    **dict.fromkeys(["call", "phone-call", "telephone", "conversation"], "call"),
    **dict.fromkeys(["visit", "trip", "tour"], "visit"),
    **dict.fromkeys(["summit", "conference", "forum", "debate", "briefing", "session", "appearance"], "conference"),
    **dict.fromkeys(["letter", "telegram", "message", "cable"], "correspondence"),
}
#: Talks will resume: those who held them before.
#: Invited X to visit: it is X who visits.
CONTROL_VERBS = words("invite ask urge tell order allow instruct persuade")
RESUME_VERBS = words("resume continue restart reopen")
#: Where people meet, in small letters: a place where a name goes with it, "the Selm customs museum".
SITES = words(
    "village town city resort hall palace school hotel house region museum airport station theatre theater church "
    "cathedral monastery villa residence headquarters centre center hospital castle farmhouse port library club"
)
#: What sits, what it holds then, and who belongs to it.
ASSEMBLIES = words("council committee parliament assembly board senate congress duma chamber sakrebulo majlis")
#: Those that sit before whoever comes; what they decide on a day, they decided in session.
COUNCILS = words("council committee commission assembly board cabinet")
DECIDES = words("vote approve adopt reject agree pass back decide endorse")
SITTINGS = words("meeting session sitting debate hearing")
ASSEMBLY_OFFICES = words(
    "councillor cllr coun coun. councilor mayor chair chairman chairwoman alderman lawmaker mp senator"
)
CANCEL_VERBS = words("cancel postpone scrap abandon refuse decline reject deny shelve suspend")
PLAN_VERBS = words(
    "plan schedule expect agree invite intend propose offer want hope due set ask prepare announce promise slate "
    "aim suggest wish request arrange seek urge"
)
PLAN_WORDS = words("next upcoming forthcoming planned future possible proposed expected")
NOT_PEOPLE = words(
    "requirement deadline target standard need demand condition criterion goal expectation obligation cost "
    "challenge objective quota fate resistance criticism opposition protest refusal scepticism skepticism approval "
    "applause scorn anger obstacle delay death end difficulty problem objection disapproval outrage ridicule backlash "
    "pressure hostility indifference silence success failure enthusiasm interest news reaction response disbelief "
    "dismay praise suspicion derision acclaim deadline cup match final goal leg pitch team side rugby league"
)
SPORT = words(
    "match final cup pitch league goal goalless coach striker midfielder semi-final quarter-final leg tournament "
    "championship football rugby basketball chess stadium fixture kick-off tie derby"
)

# --- time ------------------------------------------------------------------------------------------------------------

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

#: Ways to meet that are none: "met via videoconference".
REMOTE = words(
    "video videoconference videolink video-link videocall zoom telephone phone online virtual virtually remotely "
    "teleconference teleconferencing videoconferencing"
)

#: How a side calls the talks that it took part in; another side may have left the word out, or used another.
JUDGEMENTS = words(
    "frank candid open substantive substantial constructive businesslike warm friendly cordial sincere productive "
    "fruitful useful difficult tense tough blunt cold heated positive historic"
)
#: What may follow a judgement of talks: "a frank conversation", and not "an open mind".
JUDGED = words(
    "and but yet or talk talks conversation conversations discussion discussions exchange exchanges meeting meetings "
    "dialogue negotiation negotiations atmosphere spirit manner terms way round contact contacts session consultations "
    "argument arguments debate one visit summit encounter in for on at about between with"
)

#: What somebody wants is not yet agreed: support for a summit.
WISH_NOUNS = words("support backing call appeal plea bid push pressure demand hope prospect chance condition case need")
#: What is hoped to be done is to come; what was tried or failed was not done. The model's lemma of "hoped" is "hop".
HOPES = words("hope hop want wish like ready willing prepared eager plan intend aim due set expect")
FAILURES = words("fail try attempt seek refuse decline struggle")
#: "Reports that X met Y were false."
UNTRUE = words("false untrue fabricated baseless unfounded")

# --- what was not to be ----------------------------------------------------------------------------------------------

#: If X meets Y; whether X met Y.
IF_WORDS = words("if whether unless")
#: X is thought to have met Y.
GUESSES = words("think believe rumour rumor suspect")
#: The talks took place; they did not happen.
HAPPEN_VERBS = words("take happen occur materialise materialize")
#: Was due to meet Y but did not turn up.
COME_VERBS = words("turn show come appear attend arrive go make meet")
#: … but cancelled, or withdrew.
DROP_VERBS = words("cancel withdraw postpone skip miss scrap abandon")
#: … but pulled out, or called it off.
OFF_PARTICLES = {
    "pull": words("out"),
    "call": words("off"),
    "put": words("off"),
    "stay": words("away home"),
    "back": words("out"),
}
#: What is cancelled with a meeting.
PLANS = words("appointment appearance plan journey flight engagement event programme program")
#: Who or what the next sentence is about: those of this one.
FOLLOW_ON = words("she he they it but however")
