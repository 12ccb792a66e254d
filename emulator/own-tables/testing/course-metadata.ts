/** What a publisher `new` added to an environment, in the words of its `$metadata`; the rest of that is left out. */
export const courseMetadata = `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:Reference Uri="http://vocabularies.odata.org/OData.Community.Keys.V1.xml">
    <edmx:Include Namespace="OData.Community.Keys.V1" Alias="Keys" />
  </edmx:Reference>
  <edmx:DataServices>
    <Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="crmbaseentity" Abstract="true" />
      <EntityType Name="contact" BaseType="mscrm.crmbaseentity">
        <Key><PropertyRef Name="contactid" /></Key>
        <Property Name="contactid" Type="Edm.Guid" />
        <Property Name="fullname" Type="Edm.String" Unicode="false" />
        <Property Name="address3_city" Type="Edm.String" Unicode="false" />
        <Property Name="msdyn_gdproptout" Type="Edm.Boolean" />
        <Property Name="new_score" Type="Edm.Int32" />
        <Property Name="_new_favourite_value" Type="Edm.Guid" />
        <NavigationProperty Name="new_Favourite" Type="mscrm.new_course" Nullable="false" Partner="new_course_fans">
          <ReferentialConstraint Property="_new_favourite_value" ReferencedProperty="new_courseid" />
        </NavigationProperty>
        <NavigationProperty Name="new_course_teacher" Type="Collection(mscrm.new_course)" Partner="new_Teacher" />
        <NavigationProperty Name="new_Course_Contact" Type="Collection(mscrm.new_course)" Partner="new_Course_Contact" />
      </EntityType>
      <EntityType Name="new_course" BaseType="mscrm.crmbaseentity">
        <Key><PropertyRef Name="new_courseid" /></Key>
        <Property Name="new_code" Type="Edm.String" Unicode="false">
          <Annotation Term="Org.OData.Core.V1.Computed" Bool="true" />
        </Property>
        <Property Name="new_courseid" Type="Edm.Guid" />
        <Property Name="new_name" Type="Edm.String" Unicode="false" />
        <Property Name="new_price" Type="Edm.Decimal" Scale="Variable" />
        <Property Name="new_price_base" Type="Edm.Decimal" Scale="Variable" />
        <Property Name="new_length" Type="Edm.Double" />
        <Property Name="new_seats" Type="Edm.Int64" />
        <Property Name="new_online" Type="Edm.Boolean" />
        <Property Name="new_begins" Type="Edm.Date" />
        <Property Name="new_announced" Type="Edm.DateTimeOffset" />
        <Property Name="new_picture" Type="Edm.Binary" />
        <Property Name="statecode" Type="Edm.Int32" />
        <Property Name="statuscode" Type="Edm.Int32" />
        <Property Name="createdon" Type="Edm.DateTimeOffset" />
        <Property Name="_ownerid_value" Type="Edm.Guid" />
        <Property Name="_new_teacher_value" Type="Edm.Guid" />
        <Property Name="_new_room_value" Type="Edm.Guid" />
        <NavigationProperty Name="ownerid" Type="mscrm.principal" Nullable="false">
          <ReferentialConstraint Property="_ownerid_value" ReferencedProperty="ownerid" />
        </NavigationProperty>
        <NavigationProperty Name="new_Teacher" Type="mscrm.contact" Nullable="false" Partner="new_course_teacher">
          <ReferentialConstraint Property="_new_teacher_value" ReferencedProperty="contactid" />
        </NavigationProperty>
        <NavigationProperty Name="new_Room" Type="mscrm.msdyn_room" Nullable="false" Partner="new_course_room">
          <ReferentialConstraint Property="_new_room_value" ReferencedProperty="msdyn_roomid" />
        </NavigationProperty>
        <NavigationProperty Name="new_course_fans" Type="Collection(mscrm.contact)" Partner="new_Favourite" />
        <NavigationProperty Name="new_Course_Contact" Type="Collection(mscrm.contact)" Partner="new_Course_Contact" />
      </EntityType>
      <EntityType Name="new_course_contact" BaseType="mscrm.crmbaseentity">
        <Key><PropertyRef Name="new_course_contactid" /></Key>
        <Property Name="contactid" Type="Edm.Guid" />
        <Property Name="new_course_contactid" Type="Edm.Guid" />
        <Property Name="new_courseid" Type="Edm.Guid" />
        <Property Name="versionnumber" Type="Edm.Int64" />
      </EntityType>
      <EntityType Name="msdyn_room" BaseType="mscrm.crmbaseentity">
        <Key><PropertyRef Name="msdyn_roomid" /></Key>
        <Property Name="msdyn_roomid" Type="Edm.Guid" />
      </EntityType>
      <EntityType Name="new_reminder" BaseType="mscrm.activitypointer">
        <Property Name="new_text" Type="Edm.String" Unicode="false" />
      </EntityType>
      <EntityContainer Name="System">
        <EntitySet Name="contacts" EntityType="Microsoft.Dynamics.CRM.contact" />
        <EntitySet Name="new_courses" EntityType="Microsoft.Dynamics.CRM.new_course" />
        <EntitySet Name="new_course_contactset" EntityType="Microsoft.Dynamics.CRM.new_course_contact" />
        <EntitySet Name="msdyn_rooms" EntityType="Microsoft.Dynamics.CRM.msdyn_room" />
        <EntitySet Name="new_reminders" EntityType="Microsoft.Dynamics.CRM.new_reminder" />
      </EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>`;
